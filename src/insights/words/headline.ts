import type { Plan } from "../../sdk/domain/plan/plan.ts";
import type { Findings, GapFindings } from "../figures/findings.ts";
import { formatNumber, formatPoints } from "./charts.ts";
import { createSay } from "./formatFindings.ts";
import { describeVerdict } from "./formatGaps.ts";
import { count } from "./formatLists.ts";

/** A part of a sentence, and what it is: the loss, or what the eye should find first. */
export interface Phrase {
  readonly text: string;
  readonly kind?: "loss" | "strong";
}

export type Lost = Pick<Findings, "gaps" | "users">;

/** The sentence that matters most: where most are lost, and what is done about it. */
export const createHeadline = (findings: Lost, plan: Plan): string =>
  createPhrases(findings, plan)
    .map(({ text }) => text)
    .join("");

/** The same in its parts. */
export function createPhrases({ gaps, users }: Lost, plan: Plan): Phrase[] {
  // Gaps come by customers lost.
  const [worst, ...others] = Object.values(gaps);
  if (!worst)
    return [
      { text: `The config has no gaps, so nothing says where any of ${count(users, "user")} are lost.` },
    ];
  if (worst.lost === 0) return [{ text: `Nobody is lost in any gap, of ${count(users, "user")}.` }];
  const { title, who } = nameEnd(worst, plan);
  const bare = others.find((gap) => gap.lost > 0 && !hasBridge(gap, plan));
  return [
    { text: `Most are lost before “${title}”: `, kind: "strong" },
    { text: `${formatNumber(worst.lost)} of the ${formatNumber(worst.opened)}`, kind: "loss" },
    { text: ` ${who} for whom the gap ${worst.gap} opened have not crossed it, and ` },
    ...describeBridge(worst, plan),
    { text: "." },
    ...(bare
      ? [
          { text: ` ${formatNumber(bare.lost)}`, kind: "loss" } as const,
          { text: ` more are lost before “${nameEnd(bare, plan).title}”, and that gap has no bridge.` },
        ]
      : []),
  ];
}

/** What to do now, by what is known of the gap in which most are lost; and the gap that it is about. */
export function createNextStep({ gaps }: Lost, plan: Plan): { readonly text: string; readonly gap?: string } {
  const all = Object.values(gaps);
  const worst = all.find(({ lost }) => lost > 0);
  if (!worst)
    return all.length === 0
      ? { text: "Write a gap before each milestone that people miss, so that a loss has a name." }
      : { text: "Look at how long it takes people: what is slow today is lost tomorrow." };
  // Nothing is won as fast as what is lost to a bridge of one's own.
  const harming = all.find(({ verdict }) => verdict.kind === "harms");
  if (harming) {
    const text = adviseOn(harming, plan);
    // What was said of the gap in which most are lost is not left without an answer.
    const also =
      worst.verdict.kind === "helps" || worst.verdict.kind === "harms"
        ? ""
        : ` Then ${adviseOn(worst, plan)}.`;
    return {
      text:
        harming === worst
          ? createAdvice(harming, plan)
          : `Before “${nameEnd(harming, plan).title}”, ${text}.${also}`,
      gap: harming.gap,
    };
  }
  // A bridge that helps is left to do its work: the next loss is where something can be won.
  const open = all.find(({ lost, verdict }) => lost > 0 && verdict.kind !== "helps");
  if (worst.verdict.kind === "helps" && open)
    return {
      text: `Keep the bridge of ${worst.gap}, and turn to ${open.gap}: ${adviseOn(open, plan)}.`,
      gap: open.gap,
    };
  return { text: createAdvice(worst, plan), gap: worst.gap };
}

/** What to do about one gap, by what is known of it. */
export function createAdvice(figure: GapFindings, plan: Plan): string {
  return capitalise(`${adviseOn(figure, plan)}.`);
}

const capitalise = (text: string): string => `${text[0]!.toUpperCase()}${text.slice(1)}`;

function adviseOn(figure: GapFindings, plan: Plan): string {
  const { gap, verdict, basis } = figure;
  switch (verdict.kind) {
    case "helps":
      return `keep the bridge of ${gap}, and make it reach those who have not come to it`;
    case "harms":
      return `pause the bridge of ${gap}, which does harm, and read who it was shown to before it comes back`;
    case "no difference worth having":
      return `try another bridge for ${gap}: this one makes no ${verdict.mayHarm ? "gain worth having, and may do harm" : "difference worth having"}`;
    case "too early":
      return verdict.daysLeft === null
        ? `see why nobody comes to the bridge of ${gap}`
        : `let ${gap} run for ${verdict.daysLeft > 730 ? "longer, or hold out more of it: at this rate it takes years" : `${count(verdict.daysLeft, "more day", "more days")} before you judge its bridge`}`;
    case "unhealthy":
      return `mend the arms of ${gap} before you read its effect`;
    case "not measured":
      if (!hasBridge(figure, plan)) return `give ${gap} a bridge, and hold a part out of it`;
      return basis === "replayed"
        ? `let pages report what they show, so that the bridge of ${gap} can be measured`
        : `hold a part out of ${gap} (holdout), so that it can be told whether its bridge helps`;
    default:
      return verdict satisfies never;
  }
}

const hasBridge = ({ gap }: GapFindings, plan: Plan): boolean => {
  const { bridge = [], hands = [] } = plan.gaps.find(({ id }) => id === gap) ?? {};
  return bridge.length + hands.length > 0;
};

/** The milestone that a gap leads to, and who are lost before it. */
function nameEnd({ gap }: GapFindings, plan: Plan): { readonly title: string; readonly who: string } {
  const to = plan.gaps.find(({ id }) => id === gap)?.to ?? "";
  const milestone = plan.milestones.find(({ id }) => id === to);
  const who = milestone?.level === "account" ? "accounts" : "people";
  return { title: createSay(plan)(milestone?.title, to), who };
}

function describeBridge(figure: GapFindings, plan: Plan): Phrase[] {
  const { verdict, uplift, interval } = figure;
  const known = uplift !== null && interval;
  const points: Phrase[] = known
    ? [
        { text: ": " },
        { text: `${formatPoints(uplift)} points`, kind: "strong" },
        { text: ` (${formatPoints(interval[0])} to ${formatPoints(interval[1])}, 95 %)` },
      ]
    : [];
  switch (verdict.kind) {
    case "helps":
      return [{ text: "its bridge helps" }, ...points];
    case "harms":
      return verdict.suffering
        ? [{ text: `its bridge harms ${verdict.suffering.join(" and ")}, which it is to protect` }]
        : [{ text: "its bridge harms" }, ...points];
    case "no difference worth having":
      return [{ text: `its bridge makes ${describeVerdict(verdict)}` }, ...points];
    case "too early":
      return [
        { text: "whether its bridge helps is too early to say" },
        // What could be nothing is said as quietly as it is known.
        ...points.map(({ text }) => ({ text })),
      ];
    case "unhealthy":
      return [{ text: "what its bridge does cannot be told, since its arms are unhealthy" }];
    case "not measured":
      return [
        { text: hasBridge(figure, plan) ? "what its bridge does is not measured" : "it has no bridge" },
      ];
    default:
      return verdict satisfies never;
  }
}
