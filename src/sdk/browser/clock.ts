import type { Clock } from "../ports.ts";

/** Timers hold 32 bits of milliseconds, and stand still while the computer sleeps. */
const LONGEST_SLEEP_MS = 12 * 3_600_000;

/** The page's clock, read anew after every sleep and whenever the tab is seen again. */
export function createClock(page: Pick<Window, "document" | "setTimeout" | "clearTimeout">): Clock {
  const now = () => Date.now();
  return {
    now,
    wake(at, run) {
      let timer = 0;
      const sleep = (): void => {
        page.clearTimeout(timer);
        timer = page.setTimeout(check, Math.min(LONGEST_SLEEP_MS, Math.max(0, at - now())));
      };
      const check = (): void => {
        if (now() < at) return sleep();
        stop();
        run();
      };
      const stop = (): void => {
        page.clearTimeout(timer);
        page.document.removeEventListener("visibilitychange", check);
      };
      page.document.addEventListener("visibilitychange", check);
      sleep();
      return stop;
    },
    after(ms, run) {
      const timer = page.setTimeout(run, ms);
      return () => page.clearTimeout(timer);
    },
  };
}
