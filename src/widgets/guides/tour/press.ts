import type { Undo } from "../../../sdk/stage.ts";
import { attempt } from "../../page/attempt.ts";
import { getBox } from "../../page/place/box.ts";
import { overlap } from "../../page/place/pointer.ts";

/** How long a press that is over may take to become a click, in milliseconds. What acts on the press itself has none. */
const CLICK = 50;

/**
 * Calls `run` when the user presses `target`, by mouse, finger, pen or key: as a click, or, where the page acts on the
 * press itself and no click comes of it, when the press is over where it began. It only listens, in the capture phase:
 * a page that stops the event does not stop us.
 */
export const onPress = (target: Element, run: () => void): Undo => {
  const listening = new AbortController();
  const options = { capture: true, signal: listening.signal };
  const window = target.ownerDocument.defaultView ?? globalThis.window;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** A press has begun on the target, and is neither done nor taken back. */
  let isBegun = false;
  const press = () => {
    clearTimeout(timer);
    isBegun = false;
    run();
  };
  /** What began on the target ends by one of `types`, anywhere: the page may have put something over it. */
  const awaitEnd = (type: string, isMeant: (event: Event) => boolean) => {
    isBegun = true;
    const end = new AbortController();
    listening.signal.addEventListener("abort", () => end.abort(), { once: true });
    const over = (event: Event) => {
      end.abort();
      isBegun = isMeant(event);
      if (!isBegun) return;
      clearTimeout(timer);
      timer = setTimeout(press, CLICK);
    };
    const how = { capture: true, signal: end.signal };
    window.addEventListener(type, over, how);
    window.addEventListener("pointercancel", over, how);
  };
  target.addEventListener("click", press, options);
  target.addEventListener(
    "pointerdown",
    (event) => {
      const { button, isPrimary } = event as PointerEvent;
      if (button || !isPrimary || target.matches(":disabled")) return;
      const area = attempt(() => getBox(target));
      awaitEnd("pointerup", (end) => {
        const { type, clientX: x, clientY: y } = end as PointerEvent;
        return type === "pointerup" && !!area && overlap(area, { x, y, width: 1, height: 1 });
      });
    },
    options,
  );
  target.addEventListener(
    "keydown",
    (event) => {
      if (isPressKey(event as KeyboardEvent, target)) awaitEnd("keyup", ({ type }) => type === "keyup");
    },
    options,
  );
  return () => {
    clearTimeout(timer);
    listening.abort();
    // The press itself has made the target go.
    if (isBegun && !target.isConnected) queueMicrotask(run);
  };
};

/** Enter and Space press what is no field, and arrows open what has a menu. */
const isPressKey = (event: KeyboardEvent, target: Element): boolean => {
  const [at] = event.composedPath() as Element[];
  if (event.repeat || event.isComposing || !at || isText(at)) return false;
  return (
    /^(Enter| )$/.test(event.key) ||
    (/^Arrow(Down|Up)$/.test(event.key) && target.hasAttribute("aria-haspopup"))
  );
};

const isText = (element: Element): boolean =>
  (element as HTMLElement).isContentEditable ||
  element.matches(
    "textarea,select,input:not([type=button],[type=submit],[type=reset],[type=image],[type=checkbox],[type=radio])",
  );
