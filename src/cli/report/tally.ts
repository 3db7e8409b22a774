import type { Person } from "../../replay/person.ts";
import type { Plan } from "../../sdk/domain/plan/plan.ts";
import type { Report, ReportName } from "../../sdk/domain/state/facts.ts";

/** What a replay comes to: each figure a count of distinct users, of accounts where the milestone is an account's. */
export interface Simulation {
  users: number;
  /** Each once, however often the log has it. */
  events: number;
  /** Lines that are no event. */
  rejected: number;
  milestones: Record<string, { reached: number; lapsed: number }>;
  /** `handedOn` of those whose bridge hands anybody on. */
  gaps: Record<string, { opened: number; bridged: number; heldOut: number; handedOn?: number }>;
  guides: Record<string, { shown: number }>;
}

export const createSimulation = ({ milestones, gaps, guides }: Plan): Simulation => ({
  users: 0,
  events: 0,
  rejected: 0,
  milestones: Object.fromEntries(milestones.map(({ id }) => [id, { reached: 0, lapsed: 0 }])),
  gaps: Object.fromEntries(
    gaps.map(({ id, hands }) => [id, { opened: 0, bridged: 0, heldOut: 0, ...(hands && { handedOn: 0 }) }]),
  ),
  guides: Object.fromEntries(guides.map(({ id }) => [id, { shown: 0 }])),
});

/** One figure, and who was counted in it. */
interface Figure {
  readonly ofAccount: boolean;
  /** Its bit in what is remembered of a unit. */
  readonly bit: number;
  add(by: 1 | -1): void;
}

export interface Tally {
  onReport(person: Person, report: Report): void;
  /** The first turned out to be the second: what was counted of both counts once. */
  onJoin(one: Person, other: Person): void;
}

/** Counts each kind of report once for each unit. */
export function createTally(plan: Plan, result: Simulation): Tally {
  const figures = createFigures(plan, result);
  const users = createBits();
  const accounts = createBits();
  const numbers = new Map<string, number>();
  const width = [...figures.values()].reduce((all, { size }) => all + size, 0);

  function getNumber(account: string): number {
    const number = numbers.get(account) ?? numbers.size;
    numbers.set(account, number);
    return number;
  }

  return {
    onReport({ number, here }, { event, properties }) {
      const { guide_id, gap_id, milestone_id } = properties;
      const id = event === "Guide Shown" ? guide_id : (gap_id ?? milestone_id);
      // Held out is held out, by whichever step of the bridge.
      const kind = event === "Bridge Held Out" ? "Guide Held Out" : event;
      const figure = figures.get(kind)?.get(`${id}`);
      if (!figure) return;
      const isNew = figure.ofAccount
        ? accounts.set(getNumber(here.account ?? "") * width + figure.bit)
        : users.set(number * width + figure.bit);
      if (isNew) figure.add(1);
    },
    onJoin(one, other) {
      for (const figure of [...figures.values()].flatMap((ofEvent) => [...ofEvent.values()])) {
        if (figure.ofAccount || !users.has(one.number * width + figure.bit)) continue;
        if (!users.set(other.number * width + figure.bit)) figure.add(-1);
      }
    },
  };
}

function createFigures(plan: Plan, result: Simulation): Map<ReportName, Map<string, Figure>> {
  const shared = new Set(plan.milestones.filter(({ level }) => level === "account").map(({ id }) => id));
  const figures = new Map<ReportName, Map<string, Figure>>();
  let bit = 0;
  function note<K extends string>(
    event: ReportName,
    id: string,
    ofAccount: boolean,
    counts: Record<K, number>,
    name: K,
  ): void {
    const known = figures.get(event) ?? new Map<string, Figure>();
    figures.set(event, known);
    known.set(id, { ofAccount, bit: bit++, add: (by) => (counts[name] += by) });
  }
  for (const { id } of plan.milestones) {
    note("Milestone Reached", id, shared.has(id), result.milestones[id]!, "reached");
    note("Milestone Lapsed", id, shared.has(id), result.milestones[id]!, "lapsed");
  }
  for (const { id, to, hands } of plan.gaps) {
    note("Gap Opened", id, shared.has(to), result.gaps[id]!, "opened");
    note("Gap Bridged", id, shared.has(to), result.gaps[id]!, "bridged");
    note("Guide Held Out", id, shared.has(to), result.gaps[id]!, "heldOut");
    if (hands)
      note("Bridge Handed On", id, shared.has(to), result.gaps[id] as { handedOn: number }, "handedOn");
  }
  for (const { id } of plan.guides) note("Guide Shown", id, false, result.guides[id]!, "shown");
  return figures;
}

/** Any number of bits, all 0 at first. */
function createBits(): { has(bit: number): boolean; set(bit: number): boolean } {
  let words = new Uint32Array(1024);
  return {
    has: (bit) => ((words[Math.floor(bit / 32)] ?? 0) & (1 << (bit % 32))) !== 0,
    /** Returns whether it was 0. */
    set(bit) {
      const at = Math.floor(bit / 32);
      if (at >= words.length) {
        const more = new Uint32Array(2 ** Math.ceil(Math.log2(at + 1)));
        more.set(words);
        words = more;
      }
      const mask = 1 << (bit % 32);
      if ((words[at]! & mask) !== 0) return false;
      words[at]! |= mask;
      return true;
    },
  };
}
