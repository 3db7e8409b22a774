import type { Clock, Undo } from "../ports.ts";

/** Rings once at the moment that it was last set to; an infinite one is never. */
export interface Alarm {
  set(at: number): void;
}

export function createAlarm(clock: Clock, ring: () => void): Alarm {
  let due = Number.POSITIVE_INFINITY;
  let callOff: Undo | undefined;
  return {
    set(at) {
      if (at === due) return;
      due = at;
      callOff?.();
      callOff = Number.isFinite(at)
        ? clock.wake(at, () => {
            due = Number.POSITIVE_INFINITY;
            ring();
          })
        : undefined;
    },
  };
}
