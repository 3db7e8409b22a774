/** What a page, or a server, is told of where somebody stands: facts and their times, no words and no addresses. */
export interface ProgressReply {
  readonly user: {
    readonly milestones: Times;
    /** Guides that ended for good. */
    readonly guides: Readonly<Record<string, GuideEnd>>;
    /** Left out where the config asks nobody, or the account. */
    readonly outcome?: ChosenOutcome;
  };
  readonly accounts: Readonly<Record<string, AccountProgress>>;
  /** By gap: whether its bridge is withheld, and since when that is settled. */
  readonly arms: Readonly<Record<string, Arm>>;
}

export interface AccountProgress {
  readonly milestones: Times;
  /** When guides that an account sees once were shown first, to whomever of its people. Left out where there are none. */
  readonly shown?: Times;
  /** Left out where the config does not ask accounts. */
  readonly outcome?: ChosenOutcome;
}

/** What was chosen last; `null` where that was taken back. */
export interface ChosenOutcome {
  readonly id: string | null;
  readonly at: string;
}

/** ISO times, by id. */
export type Times = Readonly<Record<string, string>>;

export interface GuideEnd {
  readonly ended: string;
  readonly as: "completed" | "dismissed";
  /** That of the gap which it belonged to, where its milestone had lapsed before. */
  readonly occurrence?: string;
}

export interface Arm {
  readonly arm: "treated" | "held_out";
  readonly at: string;
}
