import { hash128 } from "../../domain/lib/hash.ts";
import { toJson } from "../../domain/lib/json.ts";
import type {
  Cap,
  Condition,
  DebugPlan,
  DocPlan,
  GapPlan,
  Holdout,
  LimitsPlan,
  MilestonePlan,
  Plan,
  ReportPlan,
  Rung,
  Status,
} from "../../domain/plan/plan.ts";
import { USUAL_RATE } from "../../domain/plan/usualRate.ts";
import type { ConditionConfig } from "../conditionSchema.ts";
import { toMs } from "../durations.ts";
import type { Fault } from "../faults.ts";
import type { CapConfig, Config, GapConfig } from "../schema.ts";
import { createSurroundings } from "../surroundings.ts";
import {
  type ConditionCompiler,
  compileTarget,
  createConditionCompiler,
  Unsupported,
} from "./compileConditions.ts";
import { toList } from "./compileCounters.ts";
import { compileGuide, pick, type Titles } from "./compileGuides.ts";
import { compileOutcomes } from "./compileOutcomes.ts";
import { compileJourney, compileStanding } from "./compileStandings.ts";
import { findWhatFollows } from "./complete.ts";

export interface Compiled {
  readonly plan: Plan;
  /** Parts that this version does not act on. */
  readonly leftOut: readonly Fault[];
}

/** Turns a checked config into what the engine runs. Owners, values, targets and drafts stay behind. */
export function compile(config: Config): Compiled {
  const leftOut: Fault[] = [];
  const leaveOut = (path: string, what: string): void => {
    leftOut.push({ path, message: `left out: ${what} is not supported by this version` });
  };
  /** Of a part that cannot be compiled, nothing is kept. */
  const keep = <T>(path: string, make: () => T): T[] => {
    try {
      return [make()];
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      leaveOut(path, error.what);
      return [];
    }
  };
  const each = <T extends object, R>(
    of: Readonly<Record<string, T>> = {},
    name: string,
    make: (id: string, part: T) => R,
  ) =>
    Object.entries(of)
      .filter(([, part]) => !("status" in part && part.status === "draft"))
      .flatMap(([id, part]) => keep(`${name}.${id}`, () => make(id, part)));

  const asked = new Set<string>();
  const conditions = createConditionCompiler(
    createSurroundings(config, (journey) => void asked.add(journey)),
  );
  const milestones = each(config.milestones, "milestones", (id, part) =>
    compileMilestone(id, part, conditions),
  );
  const kept = new Set(milestones.map(({ id }) => id));
  const isKept = (id: string | undefined): boolean => id === undefined || kept.has(id);
  const titles: Titles = {
    milestone: (id) => config.milestones[id]?.title ?? id,
    outcomes: Object.fromEntries(Object.entries(config.outcomes ?? {}).map(([id, { title }]) => [id, title])),
  };
  const guides = each(config.guides, "guides", (id, part) => {
    const guide = compileGuide(id, part, conditions, titles);
    if (guide.type !== "checklist") return guide;
    const items = guide.items.filter(({ milestone }) => isKept(milestone));
    if (items.length === 0) throw new Unsupported("a checklist without items");
    return { ...guide, items };
  });
  // Of an article nothing is tracked by itself: one that is paused is as one that is not there yet.
  const docs = (config.docs ?? []).filter(({ status = "live" }) => status === "live").map(compileDoc);
  const shown = new Set([...guides, ...docs].map(({ id }) => id));
  const gaps = each(config.gaps, "gaps", (id, part) => {
    if (!isKept(part.from) || !isKept(part.to)) throw new Unsupported("a milestone of it");
    return compileGap(id, part, conditions, shown);
  });
  const journeys = each(config.journeys, "journeys", (id, part) => {
    const { milestones: all, ...journey } = compileJourney(id, part, conditions);
    return { ...journey, milestones: all.filter(isKept) };
  });
  const segments = (config.segments ?? []).flatMap(({ id, when }) =>
    keep(`segments.${id}`, () => ({ id, when: conditions.compile(when) })),
  );
  // Where its audience cannot be told from those who are to be left alone, all are.
  const [audience = NOBODY] = config.for ? keep("for", () => conditions.compile(config.for!)) : [EVERYBODY];
  const [limits = NO_LIMITS] = keep("limits", () => compileLimits(config.limits, conditions));
  const [report] = config.report ? keep("report", () => compileReport(config.report!, conditions)) : [];

  const outcomes = compileOutcomes(Object.keys(titles.outcomes), guides, conditions);
  const standings = [...asked].map((id) => compileStanding(config, id));

  const plan: Omit<Plan, "version" | "widgets"> = {
    format: 1,
    product: config.product,
    for: audience,
    status: getStatus(config.status),
    ...pick(config, "consent"),
    ...(config.debug !== undefined && { debug: compileDebug(config.debug) }),
    locale: { default: "en", available: [], ...config.locale },
    ...(report && { report }),
    counters: [...conditions.counters.values()],
    signals: [...conditions.signals],
    elements: [...conditions.elements.values()],
    sessions: conditions.sessions(),
    milestones,
    segments,
    journeys,
    ...(standings.length > 0 && { standings }),
    ...(outcomes && { outcomes }),
    gaps,
    guides: config.status === "draft" ? [] : guides,
    docs,
    limits,
    holdout: compileHoldout(config.holdout),
  };
  const json = toJson(plan);
  const version = hash128(json).slice(0, 16);
  return { plan: { ...plan, ...findWhatFollows(plan, json), version }, leftOut };
}

const compileDebug = (debug: NonNullable<Config["debug"]>): DebugPlan =>
  typeof debug === "object"
    ? { open: debug.open ?? "localhost", avoid: debug.avoid ?? [] }
    : { open: debug, avoid: [] };

const EVERYBODY: Condition = { kind: "all", of: [] };
const NOBODY: Condition = { kind: "any", of: [] };

const getStatus = (status: Config["status"]): Status => (status === "paused" ? "paused" : "live");

function compileMilestone(
  id: string,
  part: Config["milestones"][string],
  { compile }: ConditionCompiler,
): MilestonePlan {
  return {
    id,
    ...pick(part, "title", "outcome"),
    level: part.level ?? "user",
    when: compile(part.when),
    ...(part.lapses && { lapses: part.lapses === true ? 0 : toMs(part.lapses.grace) }),
    was: part.was === undefined ? [] : toList(part.was),
  };
}

function compileGap(
  id: string,
  part: GapConfig,
  { compile }: ConditionCompiler,
  shown: ReadonlySet<string>,
): GapPlan {
  const bridge = (part.bridge ?? []).map((rung): Rung => {
    if (typeof rung === "string") return { show: [rung] };
    if ("oneOf" in rung) return { show: rung.oneOf };
    // What leads beyond the page the receiver does: here it shows nothing, and goes.
    if ("hand" in rung) return { show: [] };
    return { show: [rung.show], ...(rung.after !== undefined && { after: toMs(rung.after) }) };
  });
  return {
    id,
    ...pick(part, "from", "to"),
    ...(part.for && { for: compile(part.for) }),
    ...(part.opens && { opens: compile(part.opens) }),
    bridge: bridge
      .map((rung) => ({ ...rung, show: rung.show.filter((one) => shown.has(one)) }))
      .filter(({ show }) => show.length > 0),
    holdout: compileHoldout(part.holdout),
    ...(part.exempt && { exempt: true as const }),
    status: getStatus(part.status),
  };
}

const compileDoc = (doc: NonNullable<Config["docs"]>[number]): DocPlan => ({
  ...pick(doc, "id", "title", "body", "url"),
  keywords: doc.keywords ?? [],
  ...(doc.on !== undefined && { on: toList(doc.on) }),
  gaps: doc.gaps ?? [],
  ...(doc.published !== undefined && { published: Date.parse(doc.published) }),
});

function compileHoldout(config: Config["holdout"] = 0): Holdout {
  if (typeof config === "number") return { share: config, byAccount: false };
  const { share, by, until } = config;
  const season = "season" in config ? config.season : undefined;
  return {
    share,
    byAccount: by === "account",
    ...(until !== undefined && { until: Date.parse(until) }),
    ...(season && { months: MONTHS[season] }),
  };
}

const MONTHS = { month: 1, quarter: 3, "half-year": 6, year: 12 } as const;

const NO_LIMITS: LimitsPlan = { interruptions: {}, byType: {} };

/** What is no span of the day is one more condition under which nothing opens. */
function compileLimits(
  { interruptions, unless, quiet, keepClear, ...caps }: NonNullable<Config["limits"]> = {},
  { compile }: ConditionCompiler,
): LimitsPlan {
  const isSpan = quiet !== undefined && "from" in quiet;
  const conditions = [unless, isSpan ? undefined : (quiet as ConditionConfig | undefined)];
  const parts = conditions.flatMap((condition) => (condition ? [compile(condition)] : []));
  return {
    interruptions: compileCap(interruptions),
    byType: Object.fromEntries(Object.entries(caps).map(([type, cap]) => [type, compileCap(cap)])),
    ...(isSpan && { quiet: { from: `${quiet.from}`, to: `${quiet.to}` } }),
    ...(parts.length > 0 && { unless: { kind: "any", of: parts } }),
    ...(keepClear && { keepClear: keepClear.map(compileTarget) }),
  };
}

const compileCap = ({ apart, ...cap }: CapConfig = {}): Cap => ({
  ...cap,
  ...(apart !== undefined && { apart: toMs(apart) }),
});

function compileReport(part: NonNullable<Config["report"]>, { traits }: ConditionCompiler): ReportPlan {
  const { format = "segment", rate = {} } = part;
  return {
    ...pick(part, "endpoint", "writeKey", "respectSignals", "mask", "progress"),
    events: part.events ?? true,
    traits: part.traits ?? [...traits],
    ...(format !== "segment" && { format }),
    ...(part.rate && { rate: { ...USUAL_RATE, ...rate } }),
  };
}
