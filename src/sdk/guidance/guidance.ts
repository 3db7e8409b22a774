import type { WhyClosed } from "../domain/decide/judge.ts";
import type { Decision } from "../domain/decide/reasons.ts";
import { interrupts } from "../domain/plan/guideManners.ts";
import { getLocales } from "../domain/plan/locales.ts";
import type { Text } from "../domain/plan/plan.ts";
import type { EvalContext } from "../domain/state/evalContext.ts";
import type { RemoteProgressStatus, Undo } from "../ports.ts";
import type { Stage, View, WidgetEvent } from "../stage.ts";
import { type Cover, createCover } from "./cover.ts";
import { decideOnPage, getUntimely } from "./decideOnPage.ts";
import { drawViews } from "./drawViews.ts";
import { createGuideController, type GuideController } from "./guideController.ts";
import type { HelpPanelState, PersonPort } from "./guideOpener.ts";
import { createObstacles, type ObstaclesOptions } from "./obstacles.ts";
import { createOpenGate, type OpenGateOptions } from "./openGate.ts";
import type { StatefulKinds } from "./stateful/statefulKinds.ts";
import type { StepEvent } from "./stateful/tourSteps.ts";
import type { Telling } from "./tellWaits.ts";
import { createViewList } from "./viewList.ts";
import { createWaitList } from "./waitList.ts";

export interface GuidanceOptions
  extends Pick<OpenGateOptions, "activity" | "tabTurns" | "later">,
    ObstaclesOptions {
  readonly guided: PersonPort;
  /** Who was at work on the page before. While a known user goes on, nothing waits for more to be said of who it is. */
  readonly kept?: { readonly userId?: string; readonly account?: string };
  /** Is anything to be shown to this person now? */
  isWanted(): boolean;
  readonly locales: readonly string[];
  /** `auto`: all guides; `asked`: only what the user or the page opens. */
  readonly mode: "auto" | "asked";
  /** Left out: the plan has none of them. */
  readonly kinds?: StatefulKinds | undefined;
  /** `known` by default: nobody asks. */
  getRemoteProgress?(): RemoteProgressStatus;
  /** Has the user neither pressed nor typed since the page was loaded? A modal opens by itself only then. */
  isFresh(): boolean;
  /** Called with the moment at which to look again though nothing has happened. */
  wakeAt(at: number): void;
}

/** What stands on this tab's screen, and why: decisions in, views out, widget events back in as actions. */
export interface Guidance extends Stage, Pick<Cover, "cover"> {
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
  /** What is decided of each guide now, in the config's order, as it is told. */
  decisions(telling: Telling): readonly Decision[];
  /** Gives back what it holds over all tabs. */
  stop: Undo;
}

export function createGuidance(options: GuidanceOptions): Guidance {
  const { guided, kept, isWanted, isFresh, getRemoteProgress, mode, kinds, wakeAt, activity } = options;
  const views = createViewList(guided);
  const asked = new Set<string>();
  const missing = new Set<string>();
  const panel: HelpPanelState = { open: false, doc: undefined, news: false };
  const thanks = new Map<string, Text | true>();
  /** For whom what stands was opened. */
  let who = kept?.userId === undefined ? "" : `${kept.userId} ${kept.account}`;
  const obstacles = createObstacles({ ...options, asked, panel, views, refresh });

  function refresh(): void {
    const scene = guided.look();
    const decisions = decideNow(scene);
    wakeAt(Math.min(scene.wake, obstacles.wake(scene.now)));
    if (who !== getWho(scene)) gate.meet();
    who = getWho(scene);
    const { createKey } = views;
    const drawing = { scene, decisions, views: views.get(), panel, thanks, mode, kinds, createKey };
    views.set(isWanted() && obstacles.absence() !== "removed" ? drawViews(drawing) : []);
  }

  function decideNow(scene: EvalContext, whyClosed?: WhyClosed): Decision[] {
    const untimely = isFresh() ? [] : getUntimely(scene, views.get(), gate.hasEntered, asked);
    const moment = {
      // What opened for another user or account has to hold for this one too.
      views: who === getWho(scene) ? views.get() : [],
      asked,
      missing: new Set([...missing, ...waits.late]),
      untimely,
      isLacking: obstacles.isLacking,
      remote: getRemoteProgress?.() ?? "known",
    };
    return decideOnPage(scene, moment, whyClosed);
  }

  /** Takes a view off the screen at once: the user has closed it. */
  function drop(view: View): void {
    thanks.delete(view.key);
    views.set(views.get().filter(({ key }) => key !== view.key));
  }
  const notice = (event: StepEvent): void => controller.notice(views.get(), event);
  const gate = createOpenGate({ ...options, find: views.find, onChange: views.onChange });
  const cover = createCover(views, gate.hasEntered);
  const waits = createWaitList(views, refresh);
  views.onChange(() => gate.follow(views.get()));
  const controller = createGuideController({ guided, asked, missing, panel, thanks, drop, kinds });
  views.onChange(() => controller.follow(views.get()));

  const { locale, limits } = guided.look().index.plan;

  return {
    locales: getLocales(options.locales, locale),
    words: locale.words ?? {},
    keepClear: () => (obstacles.isLacking("keepClear") ? undefined : limits.keepClear),
    views: cover.views,
    cover: cover.cover,
    onChange: views.onChange,
    whenFree: gate.whenFree,
    setWaiting: waits.set,
    pointer: () => activity?.getPointer(),
    traits: () => getTraits(guided.look()),
    tell(event: WidgetEvent) {
      const view = views.find(event.key);
      if (event.kind === "shown") {
        gate.enter(event.key);
        waits.late.delete(view?.plan.id ?? "");
      }
      if (view && !cover.isOld(event)) controller.handle(view, event);
      if (event.kind === "paused" && event.tips !== "on") giveRest(views.get(), controller);
      refresh();
    },
    lack: obstacles.lack,
    miss: obstacles.miss,
    refresh,
    decisions: ({ whyClosed, withWaits }) =>
      withWaits(decideNow(guided.look(), whyClosed), { ...gate, ...waits, views: views.get(), obstacles }),
    notice,
    stop: gate.stop,
    move(url) {
      missing.clear();
      waits.late.clear();
      obstacles.clear();
      views.set(views.get().filter(({ key, phase }) => phase === "live" || !thanks.has(key)));
      thanks.clear();
      notice({ on: "page", url });
    },
    start(id) {
      obstacles.retry(id);
      controller.start(id);
      refresh();
    },
    end(id) {
      for (const view of views.get()) {
        if (id === undefined ? interrupts(view.type) : view.plan.id === id) controller.end(view);
      }
      refresh();
    },
  };
}

/** The user has paused tips: what has come by itself goes, and may come again after that. */
function giveRest(views: readonly View[], { rest }: Pick<GuideController, "rest">): void {
  for (const view of views) if (interrupts(view.type) && !view.selfOpened) rest(view);
}

const getWho = ({ here }: EvalContext): string => `${here.user} ${here.account}`;

const getTraits = ({ state, account }: EvalContext): ReturnType<Stage["traits"]> => ({
  user: getValues(state.user.traits),
  account: getValues(account?.traits ?? {}),
});

const getValues = (traits: EvalContext["state"]["user"]["traits"]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(traits).map(([name, [, value]]) => [name, value]));
