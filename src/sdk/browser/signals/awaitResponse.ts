import type { Undo } from "../../ports.ts";
import { type DetectorTools, listen } from "./detector.ts";
import type { Press } from "./presses.ts";

/** Events that say that a page or browser has responded to a press, beside changes of the tree. */
const RESPONSES = [
  "scroll",
  "input",
  "change",
  "invalid",
  "submit",
  "toggle",
  "load",
  "play",
  "pause",
  "contextmenu",
  "dragstart",
  "resize",
  "visibilitychange",
  // Fired as a navigation or a download begins, long before the next page is there.
  "beforeunload",
  "pagehide",
] as const;

/** In milliseconds: a page that stands still for so long is behind an `alert`, busy, or asleep with its computer. */
const STILL_MS = 500;

export interface ResponseOptions {
  readonly press: Press;
  /** How long to wait, in milliseconds. */
  readonly wait: number;
  /** Whether a change of the tree answers the press. */
  isResponse(change: MutationRecord): boolean;
  /** Whether a request does that was made since, and has ended. */
  readonly requests: boolean;
  /** Called once: with `false` if nothing has answered in all that time, though the page could have. */
  done(answered: boolean): void;
}

/**
 * Waits for the page to respond to a press, with an observer that lives as long as the wait. Shadow roots around the press
 * are watched too: a document's observer does not look into them.
 */
export function awaitResponse(
  { page, pages, clock, endpoint, end }: DetectorTools,
  { press, wait, isResponse, requests, done }: ResponseOptions,
): Undo {
  const waiting = new AbortController();
  const stop = (): void => waiting.abort();
  const finish = (answered: boolean): void => {
    if (waiting.signal.aborted) return;
    stop();
    done(answered);
  };
  const answered = (): void => finish(true);
  /** Beacons and pixels, and our own reports, tell others of the press; they do nothing for who has pressed. */
  const isOfPress = ({ startTime, initiatorType, name }: PerformanceResourceTiming): boolean =>
    startTime >= press.at && /^(fetch|xml)/.test(initiatorType) && !(endpoint && name.endsWith(endpoint));
  const observer = new page.MutationObserver((changes) => changes.some(isResponse) && answered());
  const network = new page.PerformanceObserver((list) => {
    if ((list.getEntries() as PerformanceResourceTiming[]).some(isOfPress)) answered();
  });
  if (requests) network.observe({ type: "resource" });
  const all = { subtree: true, childList: true, attributes: true, characterData: true };
  for (const node of press.path)
    if (node === page.document || (node as Node).nodeType === 11) observer.observe(node as Node, all);
  for (const type of RESPONSES) listen(page, type, waiting.signal, answered);
  // The press itself moves the focus to what was pressed, or away from where it was.
  listen(page, "focusin", waiting.signal, ({ target }) => press.path.includes(target!) || answered());
  // The window's own: another window, a file dialog or a frame has taken over.
  listen(page, "blur", waiting.signal, ({ target }) => "document" in target! && answered());
  const start = clock.now();
  /** A timer that is late says that the page stood still, in the midst of the wait or at its end. */
  const wake = (ms: number, then: () => void): Undo =>
    clock.wake(start + ms, () => (clock.now() - start > ms + STILL_MS ? answered() : then()));
  const undos = [
    pages.onChange(answered),
    wake(STILL_MS, () => {}),
    wake(wait, () => finish(false)),
    () => observer.disconnect(),
    () => network.disconnect(),
  ];
  waiting.signal.addEventListener("abort", () => {
    for (const undo of undos) undo();
  });
  end.addEventListener("abort", stop, { signal: waiting.signal });
  return stop;
}
