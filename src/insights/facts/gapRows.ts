import type { Person } from "../../replay/person.ts";
import type { Engine } from "../../sdk/domain/engine/engine.ts";
import type { GapPlan } from "../../sdk/domain/plan/plan.ts";
import { getGap } from "../../sdk/domain/state/evalContext.ts";
import { type Draft, resolve } from "./identities.ts";
import type { GapRow } from "./rows.ts";
import { whyOpened } from "./whyOpened.ts";

/** Gaps that open and are bridged, an occurrence a row. */
export interface GapRows {
  open(person: Person, gap: GapPlan, at: number): void;
  bridge(person: Person, gap: GapPlan, at: number): void;
  /** The first turned out to be the second. */
  join(one: Person, other: Person): void;
  /** As they stand in the end. */
  getRows(): GapRow[];
}

type GapDraft = Omit<GapRow, "person" | "unit" | "bridged"> & { bridged: number | null };

/** @param isAccounts Is the milestone an account's? */
export function createGapRows(engine: Engine, isAccounts: (milestone: string) => boolean): GapRows {
  const { gaps } = engine.plan;
  const plans = new Map(gaps.map((gap) => [gap.id, gap]));
  const drafts: Draft<GapDraft>[] = [];
  /** The last occurrence of each unit. */
  const last = new Map<string, GapDraft>();

  const getKey = ({ id, to }: GapPlan, { number, here }: Person): string =>
    isAccounts(to) ? `${id} a ${here.account}` : `${id} u ${number}`;

  /** What was reached before anybody looked is bridged too, and nobody has told of it. */
  function close({ who, row }: Draft<GapDraft>): GapRow {
    const { state, here } = resolve(who);
    const plan = plans.get(row.gap)!;
    const isAccount = isAccounts(plan.to);
    const place = isAccount && row.account !== null ? { ...here, account: row.account } : here;
    const now = getGap(engine.look(state, place, state.now), plan);
    const quietly = now?.since === row.occurrence ? now.bridged : undefined;
    const person = here.user;
    const unit = isAccount ? (row.account ?? "") : person;
    return { ...row, person, unit, bridged: row.bridged ?? quietly ?? null };
  }

  return {
    open(person, gap, at) {
      const scene = engine.look(person.state, person.here, at);
      const known = { gap: gap.id, account: person.here.account ?? null, opened: at, bridged: null };
      const row = { ...known, occurrence: getGap(scene, gap)?.since ?? 0, openedBy: whyOpened(scene, gap) };
      last.set(getKey(gap, person), row);
      drafts.push({ who: person, row });
    },
    bridge(person, gap, at) {
      const row = last.get(getKey(gap, person));
      if (row) row.bridged = at;
    },
    join(one, other) {
      for (const gap of gaps) {
        const row = last.get(getKey(gap, one));
        if (row && !isAccounts(gap.to) && !last.has(getKey(gap, other))) last.set(getKey(gap, other), row);
      }
    },
    getRows: () => joinRows(drafts.map(close)),
  };
}

/** For a visitor and the user that they turned out to be a gap may have opened each: it is one, from the earlier time. */
function joinRows(rows: readonly GapRow[]): GapRow[] {
  const joined = new Map<string, GapRow>();
  for (const row of rows) {
    const key = JSON.stringify([row.gap, row.unit, row.occurrence]);
    const other = joined.get(key);
    if (!other) joined.set(key, row);
    else {
      const first = row.opened < other.opened ? row : other;
      joined.set(key, { ...first, bridged: other.bridged ?? row.bridged });
    }
  }
  return [...joined.values()];
}
