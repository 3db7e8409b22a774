/** Calls beyond this that come before anything can take them are dropped, oldest first. */
const WAITING_AT_MOST = 1_000;

/** Calls on something that comes later, taken in their order; one that takes its time holds up the next ones. */
export interface Calls<T> {
  /** @param drop Called instead where nothing will ever take the call. */
  add(call: (target: T) => unknown, drop?: () => void): void;
  /** From now on `target` takes the calls; left out: they wait for one. */
  open(target: T | undefined): void;
  /** Forgets what waits, and takes nothing until it is opened again. */
  close(): void;
}

/** @param onFault Given what a call throws. */
export function createCalls<T>(onFault: (fault: unknown) => void): Calls<T> {
  const waiting: Array<readonly [call: (target: T) => unknown, drop: (() => void) | undefined]> = [];
  let target: { readonly it: T } | undefined;
  let closed = false;
  let busy = false;

  async function work(): Promise<void> {
    if (busy || !target) return;
    busy = true;
    for (let next: (typeof waiting)[number] | undefined; target && (next = waiting.shift()); ) {
      try {
        const done = next[0](target.it);
        // Without a wait where none is needed, so that what follows from a call is there when it returns.
        if (done instanceof Promise) await done;
      } catch (fault) {
        onFault(fault);
      }
    }
    busy = false;
  }

  return {
    add(call, drop) {
      if (closed) return drop?.();
      // A page may have changed what lists do; it is the page that has called.
      try {
        waiting.push([call, drop]);
        if (waiting.length > WAITING_AT_MOST) waiting.shift()![1]?.();
      } catch (fault) {
        onFault(fault);
        return drop?.();
      }
      work().catch(onFault);
    },
    open(it) {
      closed = false;
      target = it && { it };
      work().catch(onFault);
    },
    close() {
      closed = true;
      target = undefined;
      for (const [, drop] of waiting.splice(0)) drop?.();
    },
  };
}
