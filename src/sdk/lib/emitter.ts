import type { Undo } from "../ports.ts";

/** Listeners by type. One that throws is handed to `onFault`, and the others are called all the same. */
export interface Emitter<E extends object> {
  on<T extends keyof E>(type: T, listener: (event: E[T]) => void): Undo;
  /** Calls the listener for the next event of this type alone. */
  once<T extends keyof E>(type: T, listener: (event: E[T]) => void): Undo;
  off<T extends keyof E>(type: T, listener: (event: E[T]) => void): void;
  emit<T extends keyof E>(type: T, event: E[T]): void;
  clear(): void;
}

/** @param onFault Given what a listener of this type throws. */
export function createEmitter<E extends object>(
  onFault: (fault: unknown, type: keyof E) => void,
): Emitter<E> {
  const all = new Map<keyof E, Set<(event: never) => void>>();
  const attempt = (type: keyof E, work: () => void): void => {
    try {
      work();
    } catch (fault) {
      onFault(fault, type);
    }
  };

  function on<T extends keyof E>(type: T, listener: (event: E[T]) => void): Undo {
    const some = all.get(type) ?? new Set();
    all.set(type, some.add(listener));
    return () => some.delete(listener);
  }

  return {
    on,
    once(type, listener) {
      const undo = on(type, (event) => {
        undo();
        listener(event);
      });
      return undo;
    },
    off: (type, listener) => all.get(type)?.delete(listener),
    // A host page may have patched what lists do, so that even the copy can throw: `emit` never does.
    emit: (type, event) =>
      attempt(type, () => {
        for (const listener of [...(all.get(type) ?? [])]) attempt(type, () => listener(event as never));
      }),
    clear: () => all.clear(),
  };
}
