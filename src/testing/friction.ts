import type { Signal } from "../sdk/domain/plan/plan.ts";
import type { Pages } from "../sdk/ports.ts";
import type { Watch } from "../sdk/runtime/world.ts";

/** A page that shows trouble when it is told to, and has every element that is asked for. */
export interface Friction {
  readonly watch: Watch;
  /** Tells of it where the plan asks for its kind. */
  signal(signal: Signal): void;
}

export function createFriction(pages: Pick<Pages, "onChange">): Friction {
  const listeners = new Map<Signal, (signal: Signal) => void>();
  return {
    watch: {
      async signals(kinds, tell, { end }) {
        for (const kind of kinds) listeners.set(kind, tell);
        end.addEventListener("abort", () => listeners.clear());
      },
      async elements(plans, tell, { end }) {
        const tellAll = (): void => tell(new Set(plans.map(({ key }) => key)));
        tellAll();
        end.addEventListener("abort", pages.onChange(tellAll));
      },
    },
    signal: (signal) => listeners.get(signal)?.(signal),
  };
}
