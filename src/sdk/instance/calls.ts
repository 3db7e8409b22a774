import type { Said } from "../ports.ts";

/** Calls beyond this that come before anything can take them are dropped, oldest first. */
const WAITING_AT_MOST = 1_000;

/** A call on something that comes later. */
export interface Call<T> {
  run(target: T): unknown;
  /** Called instead where nothing will ever take the call. */
  drop?: () => void;
  /** What it says, where that is worth to be kept. */
  readonly said?: Said;
}

/** Calls are taken in their order; one that takes its time holds up the next ones. */
export interface Calls<T> {
  add(call: Call<T>): void;
  /** Puts calls before all that wait. */
  recall(calls: readonly Call<T>[]): void;
  /** What is said by the call that is on its way, and by those that wait for it. */
  unheard(): Said[];
  /** From now on `target` takes the calls; left out: they wait for one. */
  open(target: T | undefined): void;
  /** Forgets what waits, and takes nothing until it is opened again. */
  close(): void;
}

/** @param onFault Given what a call throws. */
export function createCalls<T>(onFault: (fault: unknown) => void): Calls<T> {
  const waiting: Call<T>[] = [];
  let current: Call<T> | undefined;
  let target: { readonly it: T } | undefined;
  let closed = false;

  async function work(): Promise<void> {
    if (current) return;
    while (target && (current = waiting.shift())) {
      try {
        const done = current.run(target.it);
        // Without a wait where none is needed, so that what follows from a call is there when it returns.
        if (done instanceof Promise) await done;
      } catch (fault) {
        onFault(fault);
      }
    }
    current = undefined;
  }

  return {
    add(call) {
      if (closed) return call.drop?.();
      // A page may have changed what lists do; it is the page that has called.
      try {
        waiting.push(call);
        if (waiting.length > WAITING_AT_MOST) waiting.shift()!.drop?.();
      } catch (fault) {
        onFault(fault);
        return call.drop?.();
      }
      work().catch(onFault);
    },
    recall: (calls) => void waiting.unshift(...calls),
    unheard: () => [current, ...waiting].flatMap((call) => call?.said ?? []),
    open(it) {
      closed = false;
      target = it && { it };
      work().catch(onFault);
    },
    close() {
      closed = true;
      target = undefined;
      for (const { drop } of waiting.splice(0)) drop?.();
    },
  };
}
