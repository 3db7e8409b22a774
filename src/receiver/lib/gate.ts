import { Refusal } from "./refusal.ts";

/** Lets in no more than there is room for, in the order in which they came. */
export interface Gate {
  /**
   * Resolves once there is room, to what gives it free again.
   * @throws {Refusal} where too many wait already.
   */
  enter(): Promise<() => void>;
}

/** @param most How many are inside at a time. @param queue How many may wait for that. */
export function createGate(most: number, queue: number): Gate {
  const waiting: Array<() => void> = [];
  let inside = 0;

  function leave(): void {
    const next = waiting.shift();
    if (next === undefined) inside -= 1;
    else next();
  }

  return {
    async enter() {
      if (inside < most) inside += 1;
      else if (waiting.length >= queue) throw new Refusal("busy", 1);
      // Who leaves hands their place on, so that nobody slips in between.
      else await new Promise<void>((resolve) => waiting.push(resolve));
      return leave;
    },
  };
}
