import type { Targets } from "../../../insights/figures/way/targets.ts";
import type { Plan } from "../../../sdk/domain/plan/plan.ts";

interface Of {
  readonly plan: Plan;
  readonly targets: Targets;
}

/** Of a view what one owner answers for: milestones of their outcomes, the gaps before these, and who waits for them. */
export function ofOwner<T extends object>(view: T, { plan, targets }: Of, owner: string): T {
  const own = (outcome: string | undefined): boolean => targets.owners?.[outcome ?? ""] === owner;
  const milestones = new Set(plan.milestones.flatMap(({ id, outcome }) => (own(outcome) ? [id] : [])));
  const gaps = new Set(plan.gaps.flatMap(({ id, to }) => (milestones.has(to) ? [id] : [])));
  const leave: Readonly<Record<string, (part: unknown) => unknown>> = {
    milestones: (part) => pick(part, milestones),
    gaps: (part) => pick(part, gaps),
    effects: (part) => keep(part, ({ gap }) => gaps.has(`${gap}`)),
    owners: (part) => keep(part, (one) => one.owner === owner),
    habits: (part) => keep(part, ({ milestone }) => milestones.has(`${milestone}`)),
    standings: (part) =>
      map(part, (one) => ({ ...one, accounts: keep(one.accounts, (account) => account.owner === owner) })),
    accountStandings: (part) => keep(part, (one) => one.owner === owner),
  };
  return Object.fromEntries(
    Object.entries(view).map(([name, part]) => [name, leave[name] ? leave[name](part) : part]),
  ) as T;
}

type Part = Readonly<Record<string, unknown>>;

const pick = (part: unknown, ids: ReadonlySet<string>): Part =>
  Object.fromEntries(Object.entries(part as Part).filter(([id]) => ids.has(id)));
const keep = (part: unknown, isMeant: (one: Part) => boolean): Part[] =>
  (part as readonly Part[]).filter(isMeant);
const map = (part: unknown, change: (one: Part) => Part): Part[] => (part as readonly Part[]).map(change);
