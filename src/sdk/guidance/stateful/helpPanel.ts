import { getGoal } from "../../domain/conditions/outcomes.ts";
import { isPage } from "../../domain/conditions/pagePattern.ts";
import { offers } from "../../domain/decide/bridge.ts";
import { getTips } from "../../domain/decide/tips.ts";
import { isOpen } from "../../domain/engine/gaps.ts";
import { opensItself } from "../../domain/plan/guideKinds.ts";
import type { DocPlan, GuidePlan, HelpPlan } from "../../domain/plan/plan.ts";
import type { EvalContext } from "../../domain/state/evalContext.ts";
import { DAY_MS } from "../../domain/time/spans.ts";
import type { HelpView } from "../../stage.ts";
import type { HelpPanelState } from "../guideOpener.ts";

/** For docs that are opened where the config has no guide of type help. */
export const PLAIN_HELP: HelpPlan = {
  id: "help",
  type: "help",
  repeat: "until-done",
  priority: 0,
  actions: [],
  status: "live",
};

type Shelves = Pick<
  HelpView,
  "open" | "doc" | "here" | "fresh" | "more" | "news" | "again" | "goal" | "tips"
>;

/** What the panel holds. Its lists are filled only where they can be seen. */
export function getHelp(
  scene: EvalContext,
  { target }: HelpPlan,
  { open, doc, news }: HelpPanelState,
): Shelves {
  const { docs } = scene.index.plan;
  const isSeen = open || target !== undefined;
  const here = isSeen ? docs.filter((one) => concerns(scene, one)) : [];
  const goal = isSeen ? getGoal(scene) : undefined;
  const fresh = docs.filter((one) => isFresh(scene, one));
  return {
    open,
    ...(doc && { doc }),
    here,
    fresh,
    more: isSeen ? docs.filter((one) => !here.includes(one) && !fresh.includes(one)) : [],
    ...(open && news && { news: getNews(scene) }),
    again: isSeen ? scene.index.plan.guides.filter((guide) => isPutAway(scene, guide)) : [],
    ...(goal && { goal }),
    tips: getTips(scene),
  };
}

/** It helps with the page, or with a gap that is open. */
const concerns = (scene: EvalContext, { id, gaps, on }: DocPlan): boolean =>
  !!on?.some((pattern) => isPage(pattern, scene.here.url)) ||
  scene.index.plan.gaps.some(
    (gap) => (gaps.includes(gap.id) || offers(scene, gap, id)) && isOpen(scene, gap),
  );

/** It came after the user was there last. A date alone stands for its whole day: it may have come after they left. */
function isFresh({ state, now }: EvalContext, { published = 0 }: DocPlan): boolean {
  const latest = published % DAY_MS === 0 ? published + DAY_MS : published;
  return published <= now && latest > (state.visited ?? Number.POSITIVE_INFINITY);
}

/** All that has a date, the latest first. */
const getNews = ({ index, now }: EvalContext): DocPlan[] =>
  index.plan.docs
    .filter(({ published }) => published !== undefined && published <= now)
    .sort((a, b) => b.published! - a.published!);

/** The user has closed it, and it may still help: it is found again here. */
function isPutAway(scene: EvalContext, { id, type }: GuidePlan): boolean {
  const guide = scene.state.guides[id];
  const named = scene.index.gapsOf.get(id);
  return (
    opensItself(type) &&
    guide?.dismissed !== undefined &&
    guide.session === 0 &&
    (guide.completed ?? 0) < guide.dismissed &&
    (!named || named.some((gap) => isOpen(scene, gap)))
  );
}
