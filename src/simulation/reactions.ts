import { interrupts } from "../sdk/domain/plan/guideManners.ts";
import type { Answer, GuidePlan, Lead, SurveyPlan } from "../sdk/domain/plan/plan.ts";
import type { GuideDeed } from "../sdk/domain/state/facts.ts";
import { getAnswers, getBranch } from "../sdk/guidance/stateful/surveyAnswers.ts";
import type { Agenda } from "./agenda.ts";
import type { Stream } from "./lots.ts";
import type { Screen, Screens, Showing } from "./screen.ts";
import type { World } from "./world.ts";

/** What somebody does with a guide that they see. */
export type Reaction = "completes" | "dismisses" | "snoozes" | "leaves";

/** By the kind of guide: of a survey, whoever completes it answers. */
const SHARES: Readonly<Partial<Record<GuidePlan["type"], Readonly<Record<Reaction, number>>>>> = {
  tooltip: { completes: 0.4, dismisses: 0.25, snoozes: 0, leaves: 0.35 },
  tour: { completes: 0.3, dismisses: 0.4, snoozes: 0, leaves: 0.3 },
  banner: { completes: 0.25, dismisses: 0.3, snoozes: 0.1, leaves: 0.35 },
  modal: { completes: 0.22, dismisses: 0.7, snoozes: 0, leaves: 0.08 },
  survey: { completes: 0.38, dismisses: 0.42, snoozes: 0, leaves: 0.2 },
};

const WHYS = [
  "It does what it says.",
  "Reminders save me an afternoon a week.",
  "I miss recurring invoices.",
  "The import took too long.",
  "Support was quick.",
];
const STORIES = [
  "We are paid two weeks sooner than before.",
  "I have not chased a customer since March.",
  "The whole team sees what is open, so nobody asks me any more.",
];
/** How many agree to be contacted, where a low score asks them. */
const CONTACT = 0.4;

export interface ReactionsOptions {
  readonly agenda: Agenda;
  readonly world: World;
  readonly screens: () => Screens;
  /** How well the product suits the account: 0 to 1. */
  readonly fit: number;
  /** What they all do; by lot, where nobody says. */
  readonly everybody: Reaction | undefined;
  readonly lot: Stream;
  onLead(screen: Screen, lead: Lead, id: string, at: number): void;
}

/** What people do with what they are shown, some seconds later. */
export function createReactions(options: ReactionsOptions): (to: Screen, shown: Showing, at: number) => void {
  const { agenda, world, screens, lot, onLead } = options;

  function raise(screen: Screen, { plan, gap }: Showing, lead: Lead, at: number): void {
    const id = world.report(screen.device, "Lead Raised", { lead, guide_id: plan.id, gap_id: gap }, at);
    onLead(screen, lead, id, at);
  }

  function answer(screen: Screen, plan: SurveyPlan, showing: Showing, at: number): void {
    const answers = plan.questions.map(({ kind }) => drawAnswer(kind, options.fit, lot));
    const scene = world.look(screen.device, at);
    for (const { event, ...said } of getAnswers(scene, plan, answers)) {
      world.report(screen.device, event, { guide_id: plan.id, gap_id: showing.gap, ...said }, at);
    }
    const { guide, lead } = getBranch(scene, plan, answers) ?? {};
    if (lead && lot.is(CONTACT)) raise(screen, showing, lead, at);
    if (guide !== undefined) screen.asked.add(guide);
  }

  function complete(screen: Screen, showing: Showing, at: number): void {
    const { plan } = showing;
    if (plan.type === "survey") answer(screen, plan, showing, at);
    if (plan.type === "tour") {
      for (let step = 1; step < plan.steps.length; step++) take(screen, showing, { did: "step", step }, at);
    }
    const [primary] = plan.actions;
    if (primary?.lead && plan.type !== "survey") raise(screen, showing, primary.lead, at);
    take(screen, showing, { did: "completed" }, at);
  }

  function take(screen: Screen, { plan, gap }: Showing, deed: GuideDeed, at: number): void {
    world.deed(screen.device, { guide: plan.id, ...(gap !== undefined && { gap }), ...deed }, at);
  }

  return (screen, showing, shownAt) => {
    const { plan } = showing;
    if (!interrupts(plan.type)) return;
    const drawn = lot.pick(SHARES[plan.type]!);
    const does = options.everybody ?? drawn;
    const { page } = screen;
    agenda.put(shownAt + lot.between(4, 30) * 1000, (at) => {
      // Who has gone on to another page does nothing with it any more, nor does anybody with what was taken away.
      if (screen.page !== page || !screen.live.has(plan.id) || does === "leaves") return;
      screen.asked.delete(plan.id);
      const snooze = plan.actions.find((action) => action.snooze !== undefined)?.snooze;
      if (does === "completes") complete(screen, showing, at);
      else if (does === "snoozes" && snooze !== undefined)
        take(screen, showing, { did: "snoozed", until: at + snooze }, at);
      else take(screen, showing, { did: "dismissed" }, at);
      screens().refresh(screen, at);
    });
  };
}

function drawAnswer(kind: SurveyPlan["questions"][number]["kind"], fit: number, lot: Stream): Answer {
  switch (kind) {
    case "nps":
      return Math.max(0, Math.min(10, Math.floor(lot.between(2, 6.5) + fit * 6)));
    case "csat":
    case "ces":
      return Math.max(1, Math.min(5, Math.floor(lot.between(2, 4.5) + fit * 2)));
    case "choice":
      return lot.is(0.7) ? 0 : 1;
    case "outcome":
      return null;
    case "text":
      return lot.is(0.5) ? null : WHYS[Math.floor(lot.next() * WHYS.length)]!;
    case "story":
      return STORIES[Math.floor(lot.next() * STORIES.length)]!;
    default:
      return kind satisfies never;
  }
}
