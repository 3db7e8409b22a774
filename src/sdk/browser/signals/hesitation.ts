import type { Undo } from "../../ports.ts";
import { type Detector, FIELD, isOurs, listen } from "./detector.ts";

/**
 * Ten seconds are the limit up to which people keep their minds on something that does not move (Nielsen, Usability
 * Engineering, 1993, chapter 5). Twice that is no longer the reading of a label.
 */
const PAUSE_MS = 20_000;
/** A timer that is so late has slept with the computer: its user was away. */
const LATE_MS = 1_000;

const ENTRY = `:is(${FIELD}):not([type=hidden],[type=search])`;
const FORM = "form:not([role=search]),[role=form],dialog,[role=dialog],fieldset";

/**
 * Somebody is in a field of a form, and for twenty seconds presses and types nothing though the tab is in front. Once for
 * each form and page. A form has two fields at least: who waits in a single one has searched, or said something in a chat.
 */
export const detectHesitation: Detector = ({ page, pages, clock, end }, onSignal) => {
  let told = new WeakSet<Element>();
  let form: Element | null | undefined;
  let acted = 0;
  let callOff: Undo | undefined;

  const rest = (): void => {
    callOff?.();
    callOff = form = undefined;
  };
  const check = (): void => {
    callOff = undefined;
    const left = acted + PAUSE_MS - clock.now();
    // Keys only set the time; the timer looks at it when it comes.
    if (left > 0) return wait(left);
    if (form?.isConnected && left > -LATE_MS) {
      told.add(form);
      onSignal();
    }
    rest();
  };
  const wait = (ms: number): void => {
    callOff = clock.wake(clock.now() + ms, check);
  };
  /** In a field the time starts anew; a press elsewhere goes on with something. */
  const act = (event: Event): void => {
    const [target] = event.composedPath() as [Element];
    const next = target.closest?.(ENTRY)?.closest(FORM);
    if (!next || isOurs(event) || told.has(next) || next.querySelectorAll(ENTRY).length < 2) return rest();
    form = next;
    acted = clock.now();
    if (!callOff) wait(PAUSE_MS);
  };

  for (const type of ["focusin", "keydown", "input", "pointerdown"] as const) listen(page, type, end, act);
  listen(page, "submit", end, rest);
  // The window's own: the user looks at another one.
  listen(page, "blur", end, ({ target }) => "document" in target! && rest());
  const undos = [
    pages.onHide(rest),
    pages.onChange(() => {
      told = new WeakSet();
      rest();
    }),
    rest,
  ];
  end.addEventListener("abort", () => {
    for (const undo of undos) undo();
  });
};
