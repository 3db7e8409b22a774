import { isPage } from "../../sdk/domain/conditions/pagePattern.ts";
import type { Plan, StepPlan, TourPlan } from "../../sdk/domain/plan/plan.ts";
import { type Addresses, getPatterns } from "./addresses.ts";
import { alone } from "./alone.ts";
import { judge, type PageFinding, type Spot, sayUndrawn, tell } from "./judge.ts";
import { findUnmet } from "./unmet.ts";
import type { Picture, Visitor } from "./visitor.ts";

export interface Walked {
  readonly findings: readonly PageFinding[];
  /** By the index of their steps. */
  readonly pictures: ReadonlyMap<number, Picture>;
}

/**
 * Goes along a tour, step by step: to another page where a step waits for that, and by a press on a target where a step
 * waits for that and the next one has no place before it. What only a person or a server brings about ends it.
 */
export async function walkTour(
  plan: Plan,
  tour: TourPlan,
  addresses: Addresses,
  refused: ReadonlyMap<string, string>,
  visitor: Visitor,
): Promise<Walked> {
  const findings: PageFinding[] = [];
  const pictures = new Map<number, Picture>();
  const page = await begin(tour, addresses, refused, visitor);
  if (page === undefined) return { findings, pictures };
  const steps = alone(plan, tour);
  /** What has not happened that a step waits for. */
  let pending: string | undefined;
  for (const [i, step] of tour.steps.entries()) {
    const spot: Spot = { guide: tour.id, step: i, page: visitor.url() };
    if (step.target) await visitor.whenThere([step.target]);
    const sight = step.target && (await visitor.look(step.target));
    const isThere = !sight || sight.state === "found";
    if (!isThere && pending !== undefined) {
      findings.push(tell("unreached", spot, "", `not looked at, nor what comes after it: ${pending}`));
      break;
    }
    if (sight) findings.push(...judge(sight, spot));
    if (isThere) {
      const picture = await visitor.show(steps, i, sight?.at);
      if (picture) pictures.set(i, picture);
      else findings.push(sayUndrawn(spot));
      if (i === 0)
        findings.push(...(await findUnmet(plan, tour, { guide: tour.id, page: spot.page! }, visitor)));
    }
    const next = tour.steps[i + 1];
    if (next) pending = await goOn(step, i, next, addresses, visitor);
  }
  return { findings, pictures };
}

/** Opens the first of its pages, or of all where its first step has its place. */
async function begin(
  tour: TourPlan,
  { find, all, start }: Addresses,
  refused: ReadonlyMap<string, string>,
  visitor: Visitor,
): Promise<string | undefined> {
  const own = getPatterns(tour).flatMap((pattern) => find(pattern) ?? []);
  if (getPatterns(tour).length > 0 && own.length === 0) return undefined;
  const pages = (own.length > 0 ? own : all).filter((page) => !refused.has(page));
  const [first] = pages;
  const target = tour.steps[0]?.target;
  for (const page of pages) {
    if ((await visitor.open(page, page === start)) !== undefined) continue;
    if (!target) return page;
    await visitor.whenThere([target]);
    if ((await visitor.look(target)).state === "found") return page;
  }
  if (first !== undefined) await visitor.open(first, first === start);
  return first;
}

/** Does what a step waits for, as far as that is ours to do. Says what it still waits for, where it is not. */
async function goOn(
  { advance, target }: StepPlan,
  i: number,
  next: StepPlan,
  { find }: Addresses,
  visitor: Visitor,
): Promise<string | undefined> {
  const waits = (what: string): string => `step ${i + 1} waits for ${what}, which does not come about here`;
  switch (advance?.on) {
    case undefined:
      return undefined;
    case "page": {
      if (advance.patterns.some((pattern) => isPage(pattern, visitor.url()))) return undefined;
      const [page] = advance.patterns.flatMap((pattern) => find(pattern) ?? []);
      if (page === undefined)
        return `step ${i + 1} waits for a page without an address: --page '${advance.patterns[0]}=/...'`;
      const why = await visitor.open(page, false);
      return why === undefined ? undefined : `${page} answers with ${why}`;
    }
    case "click": {
      if (!target || !next.target || (await visitor.look(next.target)).state === "found") return undefined;
      const { at, state } = await visitor.look(target);
      if (!at || state !== "found") return waits("a press on its target");
      await visitor.press(at);
      return undefined;
    }
    case "input":
      return waits("an entry in its target");
    case "event":
      return waits(`the event ${JSON.stringify(advance.event)}`);
    case "milestone":
      return waits(`the milestone ${JSON.stringify(advance.milestone)}`);
    default:
      return advance satisfies never;
  }
}
