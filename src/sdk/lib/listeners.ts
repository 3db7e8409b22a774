import type { Undo } from "../ports.ts";

/** Those who listen to one kind of event, called in the order in which they came. */
export interface Listeners<T> {
  on(listener: (event: T) => void): Undo;
  emit(event: T): void;
}

export function createListeners<T>(): Listeners<T> {
  const all = new Set<(event: T) => void>();
  return {
    on(listener) {
      all.add(listener);
      return () => all.delete(listener);
    },
    emit(event) {
      for (const listener of all) listener(event);
    },
  };
}
