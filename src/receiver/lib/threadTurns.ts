/** Milliseconds for which derivations keep the thread in one go: whatever else comes waits for as long. */
const TURN = 8;
/** Milliseconds that those which need more than one turn leave to all others between two. */
const REST = 8;

/** Turns at the one thread, for work that would keep it for long. */
export interface Turns {
  /** Waits for a turn. What is done next is done in it, up to the next wait for anything else. */
  take(): Promise<void>;
  /** Once a turn has lasted for long enough, a wait for another one; before that, nothing to wait for. */
  giveWay(): Promise<void> | undefined;
}

/**
 * At most one turn each time that the event loop comes round. Who has had none goes first: what is done in one turn
 * does not wait for what needs a hundred.
 */
export function createTurns(): Turns {
  const fresh: Array<() => void> = [];
  const long: Array<() => void> = [];
  let began = 0;
  let restsUntil = 0;
  let isCalled = false;
  let isResting = false;

  function call(): void {
    if (isCalled || fresh.length + long.length === 0) return;
    const rest = restsUntil - performance.now();
    if (fresh.length === 0 && rest > 0) {
      if (!isResting) setTimeout(wake, rest);
      isResting = true;
      return;
    }
    isCalled = true;
    setImmediate(turn);
  }

  function wake(): void {
    isResting = false;
    call();
  }

  function turn(): void {
    isCalled = false;
    began = performance.now();
    (fresh.shift() ?? long.shift())?.();
    call();
  }

  const wait = (line: Array<() => void>): Promise<void> =>
    new Promise((resolve) => {
      line.push(resolve);
      call();
    });

  return {
    take: () => wait(fresh),
    giveWay() {
      const now = performance.now();
      if (now - began < TURN) return undefined;
      restsUntil = now + REST;
      return wait(long);
    },
  };
}
