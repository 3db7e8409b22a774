import { createEngine } from "../domain/engine/engine.ts";
import { withoutHoldout } from "../domain/engine/holdout.ts";
import type { Progress } from "../domain/engine/progress.ts";
import type { Consent, Plan } from "../domain/plan/plan.ts";
import type { Report } from "../domain/state/facts.ts";
import type { Scene } from "../domain/state/scene.ts";
import type { MilepostError } from "../errors.ts";
import { createAlarm } from "../lib/alarm.ts";
import { createGuard } from "../lib/guard.ts";
import { createOncePerTask } from "../lib/oncePerTask.ts";
import { createUuid } from "../lib/uuid.ts";
import type { InitOptions } from "../milepost.ts";
import { createIdentify } from "../person/identify.ts";
import { createPerson, type Person } from "../person/person.ts";
import type { Change, PersonCall, Undo } from "../ports.ts";
import { connectDelivery } from "./connectDelivery.ts";
import { createGuidanceLoader, type GuidanceLoader } from "./guidanceLoader.ts";
import { createIntake, type Intake } from "./intake.ts";
import { createPageWatchers } from "./pageWatchers.ts";
import { createSelfReports, type Loading } from "./selfReports.ts";
import type { Shared, World } from "./world.ts";

/** One person guided by one plan on one page. Times are those of the calls, in epoch milliseconds. */
export interface Run
  extends Pick<Intake, "markReached">,
    Pick<GuidanceLoader, "begin" | "start" | "end" | "pause" | "explain"> {
  /** Resolves once it is stored: for an event to its messageId, or to `undefined` where it was refused. */
  hear(call: PersonCall): Promise<string | undefined>;
  progress(): Progress;
  /** Resolves once all that has happened so far is stored. */
  whenStored(): Promise<void>;
  stop: Undo;
}

export interface RunOptions {
  readonly plan: Plan;
  readonly consent: Exclude<Consent, "none">;
  readonly options: InitOptions;
  readonly world: World;
  readonly shared: Shared;
  readonly loading: Loading;
  onReport(report: Report): void;
  /** Called when where the person stands may have changed, once for all that happens in one task. */
  onProgress(): void;
  onError(error: MilepostError): void;
  /** Given what broke inside. */
  onFault(fault: unknown): void;
}

const NOTHING: Change = { keys: [], apply: () => ({}) };

/** Plugs engine, stores, browser and widgets into each other. */
export async function createRun({
  plan,
  consent,
  options,
  world,
  shared,
  loading,
  onReport,
  onProgress,
  ...listeners
}: RunOptions): Promise<Run> {
  const { clock, random, pages, chunks } = world;
  const { now } = clock;
  const createId = (): string => createUuid(now(), random);
  const locales = [...(options.locale ? [options.locale] : []), ...world.languages, plan.locale.default];
  // Without reports nobody can be compared with anybody, so nothing is withheld.
  const engine = createEngine(consent === "full" ? plan : withoutHoldout(plan));
  const { store, tabs, journal } = shared;
  const selfReports = createSelfReports({ plan, ...listeners });
  const { onError } = selfReports;
  const guard = createGuard(selfReports.onFault);
  let person: Person;
  const sending = { plan, consent, options, world, shared, locale: locales[0]!, onError };
  const { delivery, remoteProgress } = await connectDelivery({
    ...sending,
    user: () => person?.who().userId,
  });

  const { note, deed, report, track, page, markReached } = createIntake({
    plan,
    delivery,
    person: () => person,
    isAdmitted: () => isAdmitted(),
    now,
    createId,
    onReport,
    onTracked: (event) => guidance.notice({ on: "event", event }),
    onError,
  });
  const pass = (): Promise<void> => person.take({ kind: "time", at: now() });
  const alarm = createAlarm(clock, guard(pass));
  let stopped = false;
  let fresh = true;

  const watchers = createPageWatchers({
    plan,
    endpoint: delivery?.endpoint,
    watch: world.watch,
    pages,
    now,
    createId,
    isAdmitted: () => isAdmitted(),
    note: guard(note),
    onError,
  });

  person = await createPerson({
    engine,
    store,
    tabs,
    journal,
    now,
    createId,
    url: pages.url,
    zone: world.zone,
    elements: watchers.elements,
    hold: (messages) => (isAdmitted() && delivery ? delivery.hold(messages) : NOTHING),
    onChange: react,
  });
  const isAdmitted = (): boolean => engine.admits(person.state(), person.here());

  const look = (): Scene => engine.look(person.state(), person.here(), now());

  const guidance = createGuidanceLoader({
    guided: {
      look,
      take: guard(deed),
      report: guard(report),
      track: guard((event: string) => track(event, {}, now(), createId())),
    },
    product: plan.product,
    chunks,
    locales,
    mode: options.guides ?? "auto",
    container: options.container,
    render: options.render,
    isAdmitted,
    isFresh: () => fresh,
    getRemoteProgress: () => remoteProgress?.getStatus() ?? "known",
    // Time alone is a fact too, when it is foreseen to change something.
    wakeAt: (at) => alarm.set(Math.min(at, person.state().wake)),
    onError,
  });

  function react(reports: readonly Report[]): void {
    for (const report of isAdmitted() ? reports : []) {
      onReport(report);
      const { milestone_id: milestone } = report.properties;
      if (report.event === "Milestone Reached")
        guidance.notice({ on: "milestone", milestone: `${milestone}` });
    }
    refresh();
  }

  // In a microtask, so that the page's own call returns first.
  const refresh = createOncePerTask(
    guard(() => {
      if (stopped) return;
      watchers.start();
      remoteProgress?.follow(person, guard(guidance.refresh));
      guidance.refresh();
      onProgress();
    }),
  );

  function act(): Promise<void> | undefined {
    fresh = false;
    return note({ kind: "activity", at: now() });
  }

  function move(): Promise<void> | undefined {
    const stored = note({ kind: "page", at: now() });
    guidance.move(pages.url());
    return stored;
  }

  const undos = [
    person.start(),
    pages.onChange(guard(move)),
    pages.onActivity(guard(act)),
    pages.onHide(guard(person.leave)),
    pages.onShow(guard(person.catchUp)),
  ];
  guard(move)();
  if (delivery)
    selfReports.start({ ...loading, person, clock, store, delivery, url: pages.url, isAdmitted, onReport });

  const identity = createIdentify({ person, createId, allowed: plan.report?.traits ?? [] });

  return {
    async hear({ say, name, given, at, id }) {
      if (say === "track") return track(name, given, at, id);
      if (say === "page") await page(at, id);
      else if (say === "reset") await identity.reset();
      else await identity[say](name, given, at, id);
      return undefined;
    },
    markReached,
    begin: guidance.begin,
    start: guidance.start,
    end: guidance.end,
    pause: guidance.pause,
    explain: guidance.explain,
    whenStored: pass,
    progress: () => engine.getProgress(person.state(), person.here()),
    stop() {
      stopped = true;
      alarm.set(Number.POSITIVE_INFINITY);
      selfReports.stop();
      watchers.stop();
      guidance.stop();
      for (const undo of undos) undo();
      delivery?.stop();
    },
  };
}
