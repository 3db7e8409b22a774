import { toJson } from "../../domain/lib/json.ts";
import { type Detector, listen } from "./detector.ts";

/** The seconds in which people decide whether to stay on a page (Liu, White and Dumais, SIGIR 2010). */
const SOON_MS = 10_000;
/** Nobody sees and leaves a page so fast; a redirect does, which is as if it were not on the way. */
const REDIRECT_MS = 500;

/** The page before, the page now, and since when. */
type Trail = readonly [before: string | null, here: string, since: number];

/**
 * Somebody comes to a page and is back on the former one within ten seconds, by whatever way, without having entered
 * anything there. Its trail of two addresses lies in `sessionStorage`, which a tab keeps over its pages and no other tab
 * reads; where that is denied, u-turns are not noticed.
 */
export const detectUTurn: Detector = ({ page, pages, clock, product, end }, onSignal) => {
  const key = `milepost ${product} trail`;
  const read = (): Trail => {
    try {
      const trail = JSON.parse(page.sessionStorage.getItem(key)!);
      if (Array.isArray(trail)) return trail as unknown as Trail;
    } catch {
      // Denied, or not ours.
    }
    return [null, "", 0];
  };
  const write = (...trail: Trail): void => {
    try {
      page.sessionStorage.setItem(key, toJson(trail));
    } catch {
      // Denied or full.
    }
  };

  const arrive = (at = clock.now()): void => {
    const next = toPage(pages.url());
    const [before, here, since] = read();
    if (next === here) return;
    const stay = at - since;
    const isTurn = next === before && stay >= REDIRECT_MS && stay <= SOON_MS;
    // A turn is over: going on from here is not another one.
    const former = stay < REDIRECT_MS ? before : here;
    write(isTurn ? null : former, next, at);
    if (isTurn) onSignal();
  };
  /** Who has entered something was not wrong there. */
  const forget = (): void => {
    const [before, here, since] = read();
    if (before) write(null, here, since);
  };

  const undos = [pages.onChange(() => arrive()), pages.onShow(() => arrive())];
  for (const type of ["input", "submit"] as const) listen(page, type, end, forget);
  end.addEventListener("abort", () => {
    for (const undo of undos) undo();
  });
  // This page began before anything of us was there.
  arrive(clock.now() - page.performance.now());
};

/** As in `page` conditions: neither query nor hash makes another page, unless the hash is the path. */
function toPage(url: string): string {
  const { pathname, hash } = new URL(url);
  return pathname + (/^#!?\//.test(hash) ? hash : "");
}
