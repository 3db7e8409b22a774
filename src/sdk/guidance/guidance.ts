import { type Decision, decide } from "../domain/decide/decide.ts";
import { toJson } from "../domain/lib/json.ts";
import { getKind } from "../domain/plan/guideKinds.ts";
import { interrupts, isFurniture } from "../domain/plan/guideManners.ts";
import { getLocales } from "../domain/plan/locales.ts";
import type { Text } from "../domain/plan/plan.ts";
import { type EvalContext, getGap } from "../domain/state/evalContext.ts";
import type { RemoteProgressStatus, Undo } from "../ports.ts";
import type { Stage, View, WidgetEvent } from "../stage.ts";
import { createGuideController } from "./guideController.ts";
import type { PersonPort } from "./guideOpener.ts";
import { type HelpPanelState, PLAIN_HELP } from "./helpPanel.ts";
import { createOpenGate, type OpenGateOptions } from "./openGate.ts";
import { isStepDone, type StepEvent } from "./tourSteps.ts";
import { createView, getSignature } from "./views.ts";

export interface GuidanceOptions extends Pick<OpenGateOptions, "activity" | "tabTurns"> {
  readonly guided: PersonPort;
  /** Is anything to be shown to this person now? */
  isWanted(): boolean;
  readonly locales: readonly string[];
  /** `auto`: all guides; `asked`: only what the user or the page opens. */
  readonly mode: "auto" | "asked";
  /** `known` by default: nobody asks. */
  getRemoteProgress?(): RemoteProgressStatus;
  /** Has the user neither pressed nor typed since the page was loaded? A modal opens by itself only then. */
  isFresh(): boolean;
  /** Called with the moment at which to look again though nothing has happened. */
  wakeAt(at: number): void;
}

/** What stands on this tab's screen, and why: decisions in, views out, widget events back in as actions. */
export interface Guidance extends Stage {
  /** Decides anew; called after every fact. */
  refresh(): void;
  /** Carries on a tour whose step waits for this. */
  notice(event: StepEvent): void;
  /** The address is now `url`: targets that did not come are looked for anew. */
  move(url: string): void;
  /** Opens a guide or doc because the user or the page asks for it. */
  start(id: string): void;
  /** Closes a guide, or all that interrupt. */
  end(id?: string): void;
  /** What is decided of each guide now, in the config's order. */
  decisions(): readonly Decision[];
  /** Gives back what it holds over all tabs. */
  stop: Undo;
}

export function createGuidance({
  guided,
  isWanted,
  isFresh,
  getRemoteProgress = () => "known",
  locales,
  mode,
  wakeAt,
  activity,
  tabTurns,
}: GuidanceOptions): Guidance {
  const listeners = new Set<() => void>();
  const asked = new Set<string>();
  const missing = new Set<string>();
  const panel: HelpPanelState = { open: false, doc: undefined, news: false };
  const thanks = new Map<string, Text | true>();
  let views: readonly View[] = [];
  /** What the widgets were told last. */
  let drawn = "";
  let count = 0;

  function setViews(next: readonly View[]): void {
    const { state, account } = guided.look();
    const signature = getSignature(next) + toJson([state.user.traits, account?.traits]);
    if (signature === drawn) return;
    drawn = signature;
    // Anew, also where only the traits that texts merge in have changed.
    views = [...next];
    gate.follow(views);
    for (const listener of listeners) listener();
  }

  function refresh(): void {
    const scene = guided.look();
    const decisions = decideNow(scene);
    wakeAt(scene.wake);
    setViews(isWanted() ? draw(scene, decisions) : []);
  }

  function decideNow(scene: EvalContext): Decision[] {
    const live = new Set(views.filter(({ phase }) => phase === "live").map(({ plan }) => plan.id));
    const untimely = getUntimely(scene);
    const decisions = decide(scene, { live, asked, missing: new Set([...missing, ...untimely]) });
    return decisions.map((one) =>
      one.show && untimely.includes(one.guide)
        ? { guide: one.guide, show: false, reason: { code: "untimely" } }
        : withholdUnknown(scene, one),
    );
  }

  /** Withholds what opens by itself until progress on other devices is known: the user may have seen it there. */
  function withholdUnknown({ index }: EvalContext, one: Decision): Decision {
    const status = getRemoteProgress();
    if (!one.show || one.selfOpened || status === "known") return one;
    const { type } = index.guides.get(one.guide)!;
    if (isFurniture(type) || (status === "unavailable" && !interrupts(type))) return one;
    return { guide: one.guide, show: false, reason: { code: "withheld", by: "progress" } };
  }

  /** What would open by itself in the midst of the user's work, and may not: all others come before it. */
  function getUntimely({ index }: EvalContext): string[] {
    const tooLate = isFresh() ? [] : index.plan.guides.filter(({ type }) => getKind(type).needsFreshPage);
    const stands = (id: string): boolean =>
      views.some(({ key, plan }) => plan.id === id && gate.hasEntered(key));
    return tooLate.map(({ id }) => id).filter((id) => !stands(id) && !asked.has(id));
  }

  function draw(scene: EvalContext, decisions: readonly Decision[]): View[] {
    // Nobody is interrupted in what they read about their own press.
    const isBusy = views.some(({ key }) => thanks.has(key));
    const next = decisions.flatMap((decision) => {
      const plan = scene.index.guides.get(decision.guide)!;
      if (!decision.show || (mode === "asked" && !decision.selfOpened && !isFurniture(plan.type))) return [];
      const { gap, heldOut, selfOpened } = decision;
      const before = views.find((view) => view.plan.id === plan.id && view.phase === "live");
      if (isBusy && !before && !selfOpened && interrupts(plan.type)) return [];
      const key = before?.key ?? `${plan.id}-${++count}`;
      const common = { key, phase: "live", heldOut, selfOpened, ...(gap !== undefined && { gap }) } as const;
      return [createView(scene, plan, common, panel)];
    });
    if (panel.open && !next.some(({ type }) => type === "help")) {
      const common = { key: "help", phase: "live", heldOut: false, selfOpened: true } as const;
      next.push(createView(scene, PLAIN_HELP, common, panel));
    }
    const leaving = views.filter(
      (view) => !next.some(({ key }) => key === view.key) && endsDone(scene, view),
    );
    return [...next, ...leaving.map((view) => endView(scene, view))].map((view) => {
      const said = thanks.get(view.key);
      return said === undefined ? view : { ...view, thanks: said };
    });
  }

  /** A view in its done state; what everybody sees in it is as it is now, such as a checklist's last tick. */
  function endView(scene: EvalContext, view: View): View {
    const done = { ...view, phase: "done" } as const;
    return getKind(view.type).showsDone ? createView(scene, view.plan, done, panel) : done;
  }

  /** Takes a view off the screen at once: the user has closed it. */
  function drop(view: View): void {
    thanks.delete(view.key);
    setViews(views.filter(({ key }) => key !== view.key));
  }

  function notice(event: StepEvent): void {
    for (const view of views) {
      if (view.type !== "tour" || view.phase !== "live") continue;
      if (isStepDone(view.plan.steps[view.step], event)) controller.goTo(view, view.step + 1, false);
    }
  }

  /** The user has paused tips: what has come by itself goes, and may come again after that. */
  function rest(): void {
    for (const view of views) if (interrupts(view.type) && !view.selfOpened) controller.rest(view);
  }

  const find = (key: string): View | undefined => views.find((view) => view.key === key);

  function onChange(listener: () => void): Undo {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** As they are decided, but for what is still held back at the gate. */
  function getDecisions(): Decision[] {
    return decideNow(guided.look()).map((one) => {
      const view = one.show
        ? views.find(({ plan, phase }) => plan.id === one.guide && phase === "live")
        : undefined;
      const why = view && gate.getBusy(view);
      return why ? { guide: one.guide, show: false, reason: { code: "busy", why } } : one;
    });
  }

  const gate = createOpenGate({ activity, tabTurns, find, onChange });
  const controller = createGuideController({ guided, asked, missing, panel, thanks, drop });

  const { locale } = guided.look().index.plan;

  return {
    locales: getLocales(locales, locale),
    words: locale.words ?? {},
    views: () => views,
    onChange,
    whenFree: gate.whenFree,
    pointer: () => activity?.getPointer(),
    traits() {
      const { state, account } = guided.look();
      return { user: getValues(state.user.traits), account: getValues(account?.traits ?? {}) };
    },
    tell(event: WidgetEvent) {
      const view = find(event.key);
      if (event.kind === "shown") gate.enter(event.key);
      if (view) controller.handle(view, event);
      if (event.kind === "paused" && event.tips !== "on") rest();
      refresh();
    },
    refresh,
    decisions: getDecisions,
    notice,
    stop: () => gate.follow([]),
    move(url) {
      missing.clear();
      setViews(views.filter(({ key, phase }) => phase === "live" || !thanks.has(key)));
      thanks.clear();
      notice({ on: "page", url });
    },
    start(id) {
      controller.start(id);
      refresh();
    },
    end(id) {
      for (const view of views) {
        if (id === undefined ? interrupts(view.type) : view.plan.id === id) controller.end(view);
      }
      refresh();
    },
  };
}

/** What was reached while a guide stood there is told by a done state; what was left or outranked just goes. */
function endsDone(scene: EvalContext, { phase, heldOut, gap, plan }: View): boolean {
  if (phase === "done") return true;
  const gapPlan = scene.index.gaps.get(gap ?? "");
  const bridged = gapPlan && getGap(scene, gapPlan)?.bridged !== undefined;
  return !heldOut && (bridged || scene.state.guides[plan.id]?.completed !== undefined);
}

const getValues = (traits: EvalContext["state"]["user"]["traits"]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(traits).map(([name, [, value]]) => [name, value]));
