import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Plan } from "../../sdk/domain/plan/plan.ts";
import type { Index } from "../figures/views/views.ts";
import type { Place } from "./address.ts";
import type { Figures } from "./figures.ts";

/** What every screen works with. */
export interface Desk {
  readonly figures: Figures;
  readonly place: Place;
  readonly index: Index;
  readonly plan: Plan;
  /** The title of a milestone or journey, by its id. */
  readonly name: (id: string) => string;
  readonly go: (to: Partial<Place>) => void;
  readonly retry: () => void;
}

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("no desk: found a screen outside of it, expected it inside");
  return desk;
}
