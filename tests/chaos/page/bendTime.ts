/** How the page's time differs from the machine's. */
export interface BentTime {
  /** Sets the clock by so much, as a user or a time server does; no time passes. */
  move(ms: number): void;
  /** Lets so much time pass at once: the clock goes on, and what was to happen meanwhile happens now. */
  skip(ms: number): void;
  /** Timers that have run so far. */
  ran(): number;
}

interface Sleeper {
  /** In milliseconds of the page's own time since it began. */
  readonly due: number;
  readonly run: () => void;
  timer: number;
}

/** How long the database may take is the machine's business, however fast the page's time goes. */
const PATIENCE_MS = [3_000, 10_000];
/** Our timers' numbers begin where the browser's do not come to. */
const FIRST_ID = 1_000_000_000;

/**
 * Makes the page's clock and timers run `speed` times as fast as the machine's, `ahead` milliseconds before it. What
 * waits 30 s for a reply can be tried in one, and a clock that is a year off needs no other machine.
 */
export function bendTime(page: Window & typeof globalThis, speed: number, ahead: number): BentTime {
  const { setTimeout, clearTimeout, performance, AbortSignal } = page;
  const begin = page.Date.now();
  const sleepers = new Map<number, Sleeper>();
  let skipped = 0;
  let moved = ahead;
  let last = FIRST_ID;
  let ran = 0;

  const since = (): number => performance.now() * speed + skipped;
  const zero = since();

  function arm(id: number, sleeper: Sleeper): void {
    clearTimeout(sleeper.timer);
    sleeper.timer = setTimeout(
      () => {
        sleepers.delete(id);
        ran++;
        sleeper.run();
      },
      Math.max(0, sleeper.due - since()) / speed,
    );
  }

  page.Date.now = () => Math.trunc(begin + moved + since() - zero);
  const bent = (handler: () => void, ms = 0, ...given: unknown[]): number => {
    const run = (): void => Reflect.apply(handler, page, given);
    if (PATIENCE_MS.includes(ms)) return setTimeout(run, ms);
    const sleeper = { due: since() + ms, run, timer: 0 };
    arm(++last, sleeper);
    sleepers.set(last, sleeper);
    return last;
  };
  Object.assign(page, {
    setTimeout: bent,
    clearTimeout(id: number) {
      clearTimeout(sleepers.get(id)?.timer ?? id);
      sleepers.delete(id);
    },
  });
  AbortSignal.timeout = (ms) => {
    const controller = new AbortController();
    bent(() => controller.abort(new DOMException("the time is over", "TimeoutError")), ms);
    return controller.signal;
  };

  return {
    move: (ms) => void (moved += ms),
    skip(ms) {
      skipped += ms;
      for (const [id, sleeper] of sleepers) arm(id, sleeper);
    },
    ran: () => ran,
  };
}
