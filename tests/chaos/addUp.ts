import type { Outcome } from "./run.ts";

/** What several runs of one row come to. */
export function addUp(outcomes: readonly Outcome[]): Outcome {
  const sum = (pick: (outcome: Outcome) => number): number =>
    outcomes.reduce((all, one) => all + pick(one), 0);
  return {
    events: sum(({ events }) => events),
    lost: sum(({ lost }) => lost),
    doubled: sum(({ doubled }) => doubled),
    dropped: sum(({ dropped }) => dropped),
    requests: sum(({ requests }) => requests),
    resent: Math.max(...outcomes.map(({ resent }) => resent)),
    broken: outcomes.flatMap(({ broken }) => broken),
  };
}
