import type { Facts } from "../../facts/rows.ts";
import { groupBy } from "../groupBy.ts";

/** Friction on pages of one kind. */
export interface FrictionFigure {
  /** Their path, without query and hash, with `:id` for what names one thing among many. */
  readonly page: string;
  /** How many paths that stands for. */
  readonly addresses: number;
  readonly times: number;
  /** By signal: how often, and of how many people. The most people first. */
  readonly signals: ReadonlyArray<{
    readonly signal: string;
    readonly times: number;
    readonly people: number;
  }>;
}

/** Friction by page: the page with the most people of any one signal first. */
export function getFriction({ friction }: Facts): FrictionFigure[] {
  return [...groupBy(friction, ({ page }) => page)]
    .map(([page, own]) => ({
      page,
      addresses: own[0]!.addresses.length,
      times: own.reduce((sum, { times }) => sum + times, 0),
      signals: own
        .map(({ signal, times, people }) => ({ signal, times, people }))
        .sort((a, b) => b.people - a.people),
    }))
    .sort((a, b) => b.signals[0]!.people - a.signals[0]!.people || b.times - a.times);
}
