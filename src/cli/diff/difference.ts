/** How many stand otherwise: distinct people, or accounts where the milestone is an account's. Those of 0 are left out. */
export interface Difference {
  readonly people: number;
  /** `reached`: at once, by what they have done before. `unfinished`: they had reached it, and it is open again. */
  readonly milestones: Counts<"reached" | "unfinished">;
  /** By those who have, or had, all milestones of it. */
  readonly journeys: Counts<"finished" | "unfinished">;
  readonly segments: Counts<"joined" | "left">;
  /** `closed`: it was open, and is not bridged. */
  readonly gaps: Counts<"opened" | "closed">;
  /** What would be shown to them on the page where they were last. */
  readonly guides: Counts<"shown" | "gone">;
  /**
   * By gap and rung that hands on to people. `told`: at once. `awaited`: if they stay in the gap, and not before.
   * `gone`: they would have been, or were, and would not be any more.
   */
  readonly hands: Counts<"told" | "awaited" | "gone">;
  /** Those for whom it is drawn otherwise whether they are held out. */
  readonly arms: Counts<"moved">;
}

export type Counts<K extends string> = Readonly<Record<string, Readonly<Partial<Record<K, number>>>>>;

export const PARTS = ["milestones", "journeys", "segments", "gaps", "guides", "hands", "arms"] as const;
export type Part = (typeof PARTS)[number];

/** Counts each unit once for each figure. */
export interface Counter {
  add(part: Part, id: string, figure: string, unit: string): void;
  end(people: number): Difference;
}

export function createCounter(): Counter {
  const units = new Map<string, Set<string>>();
  return {
    add(part, id, figure, unit) {
      const key = JSON.stringify([part, id, figure]);
      units.set(key, (units.get(key) ?? new Set()).add(unit));
    },
    end(people) {
      const counts = Object.fromEntries(PARTS.map((part) => [part, {} as Record<string, object>]));
      for (const [key, { size }] of [...units].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
        const [part, id, figure] = JSON.parse(key) as [Part, string, string];
        counts[part]![id] = { ...counts[part]![id], [figure]: size };
      }
      return { people, ...counts } as unknown as Difference;
    },
  };
}
