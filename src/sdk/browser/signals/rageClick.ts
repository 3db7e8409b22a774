import type { Undo } from "../../ports.ts";
import { awaitResponse } from "./awaitResponse.ts";
import { type Detector, FIELD } from "./detector.ts";
import { INTERACTIVE, isNear, onPress, type Press } from "./presses.ts";

/** Three presses in a second are what the field agrees upon, and faster than anybody presses who waits for an answer. */
const TIMES = 3;
const WITHIN_MS = 1_000;

/** What is pressed often on purpose: fields, whose words a double or triple press selects, and what is played or drawn on. */
const TAKES_MANY = `${FIELD},canvas,video,audio,[role=textbox],[role=slider],[role=spinbutton],[role=scrollbar],[role=application]`;

/**
 * Somebody presses the same thing, or the same spot, again and again while the page does not answer. Presses that each
 * change something (a stepper, the next month, the next picture) are work and no rage; a ripple on the button itself is
 * no answer. One burst is told of once.
 */
export const detectRageClick: Detector = (tools, onSignal) => {
  let burst: Press[] = [];
  let last = Number.NEGATIVE_INFINITY;
  let answered = false;
  let told = false;
  let callOff: Undo | undefined;
  const isSelecting = (): boolean => tools.page.getSelection()?.type === "Range";

  onPress(tools, {
    onDown(press) {
      callOff?.();
      const belongs = (one: Press): boolean =>
        press.at - one.at <= WITHIN_MS && (one.target === press.target || isNear(one, press));
      burst = answered ? [] : burst.filter(belongs);
      answered = false;
      if (press.at - last > WITHIN_MS) told = false;
      callOff = awaitResponse(tools, {
        press,
        wait: WITHIN_MS,
        // A request that nobody sees anything of leaves people where they were.
        requests: false,
        isResponse: (change) => isResponse(change, press.target),
        done: (isResponseed) => (answered = isResponseed),
      });
    },
    onUp(press) {
      last = press.at;
      if (press.target.closest(TAKES_MANY)) return;
      burst.push(press);
      // Three presses select a paragraph; a fourth one does not.
      if (told || burst.length < (isSelecting() ? TIMES + 1 : TIMES)) return;
      told = true;
      onSignal();
    },
    onDrop: () => {},
  });
};

/** Of changes within the button itself only new words and states count; looks are feedback. */
function isResponse({ type, target, attributeName, addedNodes }: MutationRecord, pressed: Element): boolean {
  if (!pressed.closest(INTERACTIVE)?.contains(target)) return true;
  if (type === "attributes") return attributeName!.startsWith("aria-");
  return type === "characterData" || [...addedNodes].some(({ nodeType }) => nodeType === 3);
}
