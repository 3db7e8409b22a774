import { getCounters } from "../../domain/plan/conditionParts.ts";
import type {
  ActionPlan,
  Advance,
  BannerPlan,
  BranchPlan,
  GuidePlan,
  ItemPlan,
  QuestionPlan,
  Repeat,
  StepPlan,
  Text,
} from "../../domain/plan/plan.ts";
import { toMs } from "../durations.ts";
import type {
  ActionConfig,
  BranchConfig,
  GuideConfig,
  ItemConfig,
  QuestionConfig,
  StepConfig,
} from "../guideSchema.ts";
import { type ConditionCompiler, compileTarget } from "./compileConditions.ts";
import { toList, toTest } from "./compileCounters.ts";

/** What guides take from other parts. */
export interface Titles {
  readonly milestone: (id: string) => Text;
  /** By id. */
  readonly outcomes: Readonly<Record<string, Text>>;
}

export function compileGuide(
  id: string,
  config: GuideConfig,
  { compile }: ConditionCompiler,
  titles: Titles,
): GuidePlan {
  const { type, repeat = "until-done" } = config;
  const common = {
    id,
    ...pick(config, "title", "body", "fallback"),
    ...(config.on !== undefined && { on: toList(config.on) }),
    ...(config.if !== undefined && { if: compile(config.if) }),
    repeat: compileRepeat(id, repeat, compile),
    priority: config.priority ?? 0,
    actions: (config.actions ?? []).map(compileAction),
    status: config.status === "paused" ? ("paused" as const) : ("live" as const),
    ...(config.exempt && { exempt: true as const }),
  };
  switch (type) {
    case "checklist": {
      const items = config.items.map((item) => compileItem(item, compile, titles));
      return { ...common, type, items, ...compilePlace(config) };
    }
    case "tooltip":
    case "hotspot": {
      const { placement = "auto" } = config;
      return { ...common, type, ...pick(config, "doc"), placement, target: compileTarget(config.target) };
    }
    case "tour":
      return { ...common, type, steps: config.steps.map((step, i) => compileStep(step, config, i)) };
    case "help":
      return { ...common, type, ...pick(config, "launcher"), ...compilePlace(config) };
    case "banner":
      return { ...common, type, ...compilePlace(config) };
    case "modal":
      return { ...common, type };
    case "survey": {
      const { question, then = [] } = config;
      return {
        ...common,
        type,
        questions: (Array.isArray(question) ? question : [question]).map((one) =>
          compileQuestion(one, titles),
        ),
        branches: then.map(compileBranch),
        ...compilePlace(config),
      };
    }
    case "launcher":
      return { ...common, type, ...pick(config, "guide"), target: compileTarget(config.target) };
    default:
      return type satisfies never;
  }
}

function compileRepeat(
  id: string,
  repeat: NonNullable<GuideConfig["repeat"]>,
  compile: ConditionCompiler["compile"],
): Repeat {
  if (typeof repeat === "string") return repeat;
  if ("every" in repeat) return { ...repeat, every: toMs(repeat.every) };
  const shown = compile({
    event: ["Guide Shown", "Guide Held Out"],
    // What somebody opens is no offer to the others.
    where: { guide_id: id, self_opened: { isNot: true } },
  });
  return { counter: getCounters(shown)[0]! };
}

const compileQuestion = ({ kind, ask, choices }: QuestionConfig, { outcomes }: Titles): QuestionPlan => ({
  kind,
  ask,
  choices:
    kind === "outcome"
      ? (choices ?? Object.keys(outcomes)).map((id) => ({ id: `${id}`, label: outcomes[`${id}`]! }))
      : (choices ?? []),
});

const compileBranch = (branch: BranchConfig): BranchPlan => ({
  test: toTest(branch),
  ...pick(branch, "guide", "lead"),
});

/** The element to be drawn inside of, where one is named. */
const compilePlace = ({ target }: PlacedConfig): Pick<BannerPlan, "target"> =>
  target === undefined ? {} : { target: compileTarget(target) };

type PlacedConfig = Pick<Extract<GuideConfig, { readonly type: "banner" }>, "target">;

function compileItem(
  config: ItemConfig,
  compile: ConditionCompiler["compile"],
  { milestone }: Titles,
): ItemPlan {
  return {
    milestone: config.milestone,
    title: config.title ?? milestone(config.milestone),
    ...pick(config, "body", "guide", "doc", "href"),
    ...(config.if !== undefined && { if: compile(config.if) }),
    needs: config.needs ?? [],
    optional: config.optional ?? false,
  };
}

/** What a tour says of itself stands in its first step; its buttons stand in each. */
function compileStep(config: StepConfig, tour: GuideConfig, index: number): StepPlan {
  return {
    ...(index === 0 && pick(tour, "body")),
    ...pick(config, "title", "body", "spotlight"),
    ...(config.target !== undefined && { target: compileTarget(config.target) }),
    placement: config.placement ?? "auto",
    ...(config.advance !== undefined && { advance: compileAdvance(config.advance) }),
    actions: [...(config.actions ?? []), ...(tour.actions ?? [])].map(compileAction),
  };
}

function compileAdvance(advance: NonNullable<StepConfig["advance"]>): Advance {
  if ("click" in advance) return { on: "click" };
  if ("input" in advance) return { on: "input" };
  if ("event" in advance) return { on: "event", event: advance.event };
  if ("milestone" in advance) return { on: "milestone", milestone: advance.milestone };
  return { on: "page", patterns: toList(advance.page) };
}

const compileAction = ({ snooze, ...action }: ActionConfig): ActionPlan => ({
  ...action,
  ...(snooze !== undefined && { snooze: toMs(snooze) }),
});

/** The values that are there, of those named. */
export const pick = <T extends object, K extends keyof T>(value: T, ...keys: K[]): Pick<T, K> =>
  Object.fromEntries(keys.filter((key) => key in value).map((key) => [key, value[key]])) as Pick<T, K>;
