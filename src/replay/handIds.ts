import { hash128 } from "../sdk/domain/lib/hash.ts";
import { toJson } from "../sdk/domain/lib/json.ts";
import type { Plan } from "../sdk/domain/plan/plan.ts";
import type { Unit } from "../sdk/domain/state/evalContext.ts";
import type { Properties, ReportName } from "../sdk/domain/state/facts.ts";

interface HandId {
  readonly product: string;
  readonly unit: Unit;
  readonly event: ReportName;
  readonly gap: string;
  /** The occurrence of the gap, as reports say it; left out: the first. */
  readonly round: string | undefined;
  /** Of the rung; left out for what is said of the whole gap. */
  readonly name: string | undefined;
}

/** The id of a report of a gap: whoever raises it, and however often, the same. */
export const createHandId = ({ product, unit, event, gap, round = "0", name }: HandId): string =>
  `mp_${hash128(toJson([product, unit.kind, unit.id, event, gap, round, ...(name === undefined ? [] : [name])]))}`;

/** What may have handed on whom a `Gap Bridged` tells of: its ids; none where the bridge hands nobody on. */
export function getHandIds(
  { product, gaps, milestones }: Plan,
  told: { readonly user: string | null; readonly account: string | null; readonly properties: Properties },
): string[] {
  const gap = gaps.find(({ id }) => id === told.properties.gap_id);
  const isAccounts = milestones.some(({ id, level }) => id === gap?.to && level === "account");
  const [kind, id] = isAccounts ? (["account", told.account] as const) : (["user", told.user] as const);
  if (!gap?.hands || id === null) return [];
  const { occurrence } = told.properties;
  const round = typeof occurrence === "string" ? occurrence : undefined;
  const of = { product, unit: { kind, id }, event: "Bridge Handed On", gap: gap.id, round } as const;
  return gap.hands.map(({ name }) => createHandId({ ...of, name }));
}
