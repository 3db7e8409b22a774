/** Calls beyond this that come before anything can take them are dropped, oldest first. */
const WAITING_AT_MOST = 1_000;

/** Calls on something that comes later, taken in their order; one that takes its time holds up the next ones. */
export interface Calls<T> {
  add(call: (target: T) => unknown): void;
  /** From now on `target` takes the calls. */
  open(target: T): void;
  /** Forgets what waits, and takes nothing any more. */
  close(): void;
}

/** @param onFault Given what a call throws. */
export function createCalls<T>(onFault: (fault: unknown) => void): Calls<T> {
  let waiting: Array<(target: T) => unknown> = [];
  let target: { readonly it: T } | undefined;
  let closed = false;
  let busy = false;

  async function work(): Promise<void> {
    if (busy || !target) return;
    busy = true;
    for (let call: ((target: T) => unknown) | undefined; target && (call = waiting.shift()); ) {
      try {
        const done = call(target.it);
        // Without a wait where none is needed, so that what follows from a call is there when it returns.
        if (done instanceof Promise) await done;
      } catch (fault) {
        onFault(fault);
      }
    }
    busy = false;
  }

  return {
    add(call) {
      if (closed) return;
      waiting.push(call);
      if (waiting.length > WAITING_AT_MOST) waiting.shift();
      void work();
    },
    open(it) {
      if (closed) return;
      target = { it };
      void work();
    },
    close() {
      closed = true;
      target = undefined;
      waiting = [];
    },
  };
}
