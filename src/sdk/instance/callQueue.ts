import type { PersonCall } from "../ports.ts";

/** Calls beyond this that come before anything can take them are dropped, oldest first. */
const WAITING_AT_MOST = 1_000;

/** A call on something that comes later. */
export interface Call<T> {
  run(target: T): unknown;
  /** Called instead where nothing will ever take the call. */
  drop?: () => void;
  /** Kept for the next page, where this one is left before the call was taken. */
  readonly personCall?: PersonCall;
}

/**
 * The command queue: calls that come before their target, in their order. A call that returns a promise holds up the
 * next ones until it is settled.
 */
export interface CallQueue<T> {
  add(call: Call<T>): void;
  /**
   * Adds a call that holds up no other, and resolves to its answer; to `none` where it fails or nothing will ever take
   * it. Never rejects.
   */
  ask<R>(none: R, call: (target: T) => Promise<R>, personCall?: PersonCall): Promise<R>;
  /** Puts calls before all that wait. */
  recall(calls: readonly Call<T>[]): void;
  /** Does any call wait behind the one that runs? */
  isMore(): boolean;
  /** The calls on a person that no target has finished yet: the one that runs, and those that wait for it. */
  getPending(): PersonCall[];
  /** From now on `target` takes the calls; left out: they wait for one. */
  open(target: T | undefined): void;
  /** Forgets what waits, and takes nothing until it is opened again. */
  close(): void;
}

/**
 * @param onFault Given what a call throws.
 * @param onEmpty Called when a target has taken all that waited.
 */
export function createCallQueue<T>(
  onFault: (fault: unknown) => void,
  onEmpty: () => void = () => {},
): CallQueue<T> {
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
    if (target) onEmpty();
  }

  function add(call: Call<T>): void {
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
  }

  return {
    add,
    ask: (none, call, personCall) =>
      new Promise((resolve) => {
        const fail = (fault: unknown): void => {
          onFault(fault);
          resolve(none);
        };
        add({
          run: (target) => void call(target).then(resolve, fail),
          drop: () => resolve(none),
          ...(personCall && { personCall }),
        });
      }),
    isMore: () => waiting.length > 0,
    recall: (calls) => void waiting.unshift(...calls),
    getPending: () => [current, ...waiting].flatMap((call) => call?.personCall ?? []),
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
