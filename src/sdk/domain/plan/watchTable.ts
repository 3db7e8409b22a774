/** Places in the plan's lists. */
type Places = readonly number[];

export type WatcherPlaces = readonly [milestones: Places, gaps?: Places, ladder?: 1];

/** Who looks at what, as a compiled plan carries it: a page need not find that out. */
export interface WatchTable {
  /** By the trigger: places of milestones and of gaps, and 1 where the ladder of segments looks at it too. */
  readonly on: Readonly<Record<string, WatcherPlaces>>;
  /** Places of the counters that accounts keep too. */
  readonly ofAccount: Places;
  /** The ladder of segments asks for what is the account's. */
  readonly ladderOfAccount?: true;
}
