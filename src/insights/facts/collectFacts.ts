import type { LogEvent } from "../../replay/logEvent.ts";
import type { Person } from "../../replay/person.ts";
import { createReplay } from "../../replay/replay.ts";
import type { Engine } from "../../sdk/domain/engine/engine.ts";
import type { Plan } from "../../sdk/domain/plan/plan.ts";
import type { Report } from "../../sdk/domain/state/facts.ts";
import { createCensus, type Measures } from "./census.ts";
import { createField } from "./field.ts";
import { createGapRows } from "./gapRows.ts";
import { type Draft, getId, toRows } from "./identities.ts";
import { createKeptMoves } from "./keptMoves.ts";
import { createPauses } from "./pauses.ts";
import type { Basis, Facts, MilestoneRow, MoveRow } from "./rows.ts";
import { createShownRows } from "./shownRows.ts";
import { getStandingRows } from "./standingRows.ts";
import { createVoices } from "./voices.ts";

/** Makes rows of a log, in one pass over its events in order of time. */
export interface FactCollector {
  take(event: LogEvent): void;
  /** @param at Where the log ends, in epoch milliseconds; its last event by default. */
  end(at?: number): Facts;
}

export interface FactsOptions {
  readonly engine: Engine;
  /** IANA time zone of events that name none. */
  readonly zone: string;
  /**
   * Whose word counts for what was shown. Milestones, gaps and segments are those of the engine in either case: a log
   * has the events of all pages and servers, and each page knew only its own.
   */
  readonly basis: Basis;
  readonly measures?: Measures;
  /** Plans before the engine's, by whose holdouts arms are drawn that were reported under them. */
  readonly former?: readonly Plan[] | undefined;
}

export function createFactCollector({
  engine,
  zone,
  basis,
  measures = {},
  former,
}: FactsOptions): FactCollector {
  const levels = new Map(engine.plan.milestones.map(({ id, level }) => [id, level]));
  const plans = new Map(engine.plan.gaps.map((gap) => [gap.id, gap]));
  const isAccounts = (milestone: string): boolean => levels.get(milestone) === "account";
  const census = createCensus(engine, measures);
  const voices = createVoices();
  const field = createField();
  const pauses = createPauses(engine.plan);
  const gaps = createGapRows(engine, isAccounts);
  const shown = createShownRows(engine, isAccounts, former);
  const milestones: Draft<Omit<MilestoneRow, "person">>[] = [];
  const moves: Draft<Omit<MoveRow, "person">>[] = [];
  const kept = createKeptMoves();
  const told = [...moves];
  let start: number | null = null;
  let last: number | null = null;

  const replay = createReplay({
    engine,
    zone,
    shows: basis === "replayed",
    onReport: noteReport,
    onJoin: gaps.join,
    onEvent(person, event) {
      census.note(person, event);
      field.note(person, event);
      kept.note(person, event);
      if (event.type !== "track") return;
      if (kept.tells(event)) told.push(toMove(person, event));
      voices.note(person, event);
      pauses.note(event);
      if (basis === "recorded") shown.note(person, event, event);
    },
  });

  function noteReport(person: Person, { event, at, properties, past }: Report): void {
    const gap = plans.get(`${properties.gap_id}`);
    const account = person.here.account ?? null;
    switch (event) {
      case "Milestone Reached":
      case "Milestone Lapsed": {
        const milestone = `${properties.milestone_id}`;
        if (milestone === measures.churned) return census.leave(account ?? "", at);
        const unit = isAccounts(milestone) ? (account ?? "") : "";
        const kind = event === "Milestone Reached" ? "reached" : "lapsed";
        const level = levels.get(milestone) ?? "user";
        milestones.push({ who: person, row: { milestone, level, unit, kind, at, isPast: past === true } });
        return;
      }
      case "Gap Opened":
        return gap && gaps.open(person, gap, at);
      case "Gap Bridged":
        return gap && gaps.bridge(person, gap, at);
      case "Segment Changed":
        moves.push(toMove(person, { at, properties }));
        return;
      default:
        if (basis === "replayed") shown.note(person, { name: event, properties, at });
    }
  }

  return {
    take(event) {
      start ??= event.at;
      last = event.at;
      replay.take(event);
    },
    end(at) {
      const end = at ?? last;
      if (end !== null) replay.end(end);
      return {
        basis,
        start,
        end,
        people: census.getPeople(end ?? 0),
        accounts: census.getAccounts(),
        standings: getStandingRows(engine, measures.standings ?? [], census.getUnits(), end ?? 0),
        values: census.values,
        ...census.getRows(),
        moves: toRows(kept.join(told, moves)),
        milestones: milestones.map(({ who, row }) => {
          const person = getId(who);
          return { ...row, person, unit: row.level === "account" ? row.unit : person };
        }),
        gaps: gaps.getRows(),
        ...shown.getRows(),
        ...voices.getRows(),
        field: field.getRows(),
        pauses: pauses.getRows(),
      };
    },
  };
}

function toMove(
  who: Person,
  { at, properties }: Pick<Report, "at" | "properties">,
): Draft<Omit<MoveRow, "person">> {
  const { previous_segment_id: from, segment_id: to } = properties;
  return { who, row: { account: who.here.account ?? null, at, from: toName(from), to: toName(to) } };
}

const toName = (value: unknown): string | null => (typeof value === "string" ? value : null);
