import type { LogEvent } from "../../replay/logEvent.ts";
import type { Person } from "../../replay/person.ts";
import { type Draft, resolve } from "./identities.ts";
import type { MoveRow } from "./rows.ts";

type Move = Draft<Omit<MoveRow, "person">>;

/** Moves between segments that were told of people of whom events are deleted: a replay knows no better any more. */
export interface KeptMoves {
  /** Whether the event tells of one that is to be noted in place of what the replay has. */
  tells(event: LogEvent): boolean;
  note(person: Person, event: LogEvent): void;
  /** Those that were told, and behind them those of the replay. */
  join(told: readonly Move[], made: readonly Move[]): Move[];
}

export function createKeptMoves(): KeptMoves {
  /** Up to when it is known by what was told. */
  const until = new Map<Person, number>();

  function getUntil(): (who: Person) => number {
    const all = new Map<Person, number>();
    for (const [person, at] of until) {
      const one = resolve(person);
      all.set(one, Math.max(at, all.get(one) ?? at));
    }
    return (who) => all.get(resolve(who)) ?? Number.NEGATIVE_INFINITY;
  }

  return {
    tells: ({ kept, name }) => kept !== undefined && name === "Segment Changed",
    note(person, { kept }) {
      if (kept !== undefined) until.set(person, Math.max(kept, until.get(person) ?? kept));
    },
    join(told, made) {
      if (until.size === 0) return [...made];
      const getEnd = getUntil();
      const early = told.filter(({ who, row }) => row.at < getEnd(who)).sort(byTime);
      const last = new Map<Person, string | null>();
      for (const { who, row } of early) last.set(resolve(who), row.to);
      const late = made.flatMap(({ who, row }) => {
        const one = resolve(who);
        if (row.at < getEnd(who)) return [];
        const from = last.has(one) ? last.get(one)! : row.from;
        last.delete(one);
        return from === row.to ? [] : [{ who, row: { ...row, from } }];
      });
      return [...early, ...late].sort(byTime);
    },
  };
}

const byTime = (a: Move, b: Move): number => a.row.at - b.row.at;
