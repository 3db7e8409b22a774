import type { Undo } from "../../ports.ts";
import { awaitResponse } from "./awaitResponse.ts";
import { type Detector, type DetectorTools, FIELD } from "./detector.ts";
import { INTERACTIVE, onPress, type Press } from "./presses.ts";

/** Twice the second after which people feel that they are waiting (Nielsen, Usability Engineering, 1993, chapter 5). */
const WAIT_MS = 2_000;

/** Where silence means nothing. */
const SILENT = [
  // Fields, whose answer is the focus, and what is drawn or played.
  FIELD,
  "label,canvas,video,audio,iframe,object,embed",
  // What opens elsewhere or is saved, what says that it is off, and what is chosen already.
  "[download],[target]:not([target=_self]),:disabled,[aria-disabled=true]",
  "[aria-current]:not([aria-current=false]),[aria-selected=true]",
].join();

/**
 * Somebody presses what looks as if it did something, and for two seconds nothing comes of it: no change of the page,
 * scroll, focus, selection, dialog, window, download, navigation or finished request. On a page that changes by itself
 * all the time it is therefore seldom noticed; a false alarm would be worse.
 */
export const detectDeadClick: Detector = (tools, onSignal) => {
  const { page } = tools;
  let callOff: Undo | undefined;
  const stop = (): void => callOff?.();
  onPress(tools, {
    onDown(press) {
      stop();
      if (!promisesSomething(press, page)) return;
      callOff = awaitResponse(tools, {
        press,
        wait: WAIT_MS,
        requests: true,
        isResponse: () => true,
        done(answered) {
          if (!answered && page.getSelection()?.type !== "Range") onSignal();
        },
      });
    },
    onUp: () => {},
    onDrop: stop,
  });
};

function promisesSomething({ target }: Press, page: DetectorTools["page"]): boolean {
  // What a closed shadow root answers cannot be seen from here.
  if (target.closest(SILENT) || target.localName.includes("-")) return false;
  const link = target.closest("a");
  if (link?.href) return /^(https?|javascript):/.test(link.protocol) && link.href !== page.location.href;
  return !!target.closest(INTERACTIVE) || page.getComputedStyle(target).cursor === "pointer";
}
