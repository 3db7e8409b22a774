import type { Undo } from "../ports.ts";

/** Listeners by type; one that throws keeps the others from nothing. */
export interface Listeners<E extends object> {
  on<T extends keyof E>(type: T, listener: (event: E[T]) => void): Undo;
  off<T extends keyof E>(type: T, listener: (event: E[T]) => void): void;
  tell<T extends keyof E>(type: T, event: E[T]): void;
  clear(): void;
}

/** @param onFault Given what a listener of this type throws. */
export function createListeners<E extends object>(
  onFault: (fault: unknown, type: keyof E) => void,
): Listeners<E> {
  const all = new Map<keyof E, Set<(event: never) => void>>();
  const attempt = (type: keyof E, work: () => void): void => {
    try {
      work();
    } catch (fault) {
      onFault(fault, type);
    }
  };
  return {
    on(type, listener) {
      const some = all.get(type) ?? new Set();
      all.set(type, some.add(listener));
      return () => some.delete(listener);
    },
    off: (type, listener) => all.get(type)?.delete(listener),
    // The page may have changed what lists do, and a fault is told here as well: none may leave.
    tell: (type, event) =>
      attempt(type, () => {
        for (const listener of [...(all.get(type) ?? [])]) attempt(type, () => listener(event as never));
      }),
    clear: () => all.clear(),
  };
}
