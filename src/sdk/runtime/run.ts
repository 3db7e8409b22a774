import { createEngine, type Engine } from "../domain/engine/engine.ts";
import { withoutHoldout } from "../domain/engine/holdout.ts";
import { getProgress, type Progress } from "../domain/engine/progress.ts";
import type { Consent, Plan } from "../domain/plan/plan.ts";
import type { EvalContext } from "../domain/state/evalContext.ts";
import type { Report } from "../domain/state/facts.ts";
import type { PersonPort } from "../guidance/guideOpener.ts";
import { createAlarm } from "../lib/alarm.ts";
import { createGuard } from "../lib/guard.ts";
import { createOncePerTask } from "../lib/oncePerTask.ts";
import { createUuid } from "../lib/uuid.ts";
import type { InitOptions } from "../milepost.ts";
import { createIdentify, type Identify } from "../person/identify.ts";
import { type Identity, openIdentity } from "../person/identity.ts";
import { createPerson, type Person } from "../person/person.ts";
import type { KeyValueStore, PersonCall, Undo } from "../ports.ts";
import { type Connection, connectDelivery } from "./connectDelivery.ts";
import { createFaults, type FaultListeners } from "./faults.ts";
import { createGuidanceLoader, type GuidanceLoader } from "./guidanceLoader.ts";
import { createIntake, type Intake } from "./intake.ts";
import { createPageWatchers } from "./pageWatchers.ts";
import type { Shared, World } from "./world.ts";

/** One person guided by one plan on one page. Times are those of the calls, in epoch milliseconds. */
export interface Run
  extends Pick<Intake, "markReached">,
    Pick<GuidanceLoader, "begin" | "start" | "end" | "pause" | "explain"> {
  /** Resolves once it is stored: for an event to its messageId, or to `undefined` where it was refused. */
  hear(call: PersonCall): Promise<string | undefined>;
  progress(): Progress;
  /** To be called when no call waits any more: what they have said together is judged, and shown. */
  settle(): void;
  /** What the inspector looks into, as it is in this run. */
  readonly parts: RunParts;
  /** Resolves once all that has happened so far is stored. */
  whenStored(): Promise<void>;
  stop: Undo;
}

export interface RunParts {
  readonly engine: Engine;
  readonly person: Person;
  readonly intake: Pick<Intake, "onTracked">;
  readonly delivery: Connection["delivery"];
  readonly store: KeyValueStore;
  readonly guidance: Pick<GuidanceLoader, "open">;
}

export interface RunOptions extends FaultListeners {
  readonly plan: Plan;
  readonly consent: Exclude<Consent, "none">;
  readonly options: InitOptions;
  readonly world: World;
  readonly shared: Shared;
  /** The address whose view another run of this page has counted last: this one does not count it again. */
  readonly counted: string | undefined;
  /** When the page has called `init`, in epoch milliseconds. */
  readonly since: number;
  /** Do calls of the page wait? What is said in one breath is judged at its end. */
  isMore(): boolean;
  onReport(report: Report): void;
  /** Called when where the person stands may have changed, once for all that happens in one task. */
  onProgress(): void;
}

/** Plugs engine, stores, browser and widgets into each other. */
export async function createRun(given: RunOptions): Promise<Run> {
  const { plan, consent, options, world, shared, isMore, onReport, onProgress } = given;
  const { clock, pages, zone, chunks, watch, languages, soon } = world;
  const { store } = shared;
  const { now } = clock;
  const { url } = pages;
  const createId = (): string => createUuid(now(), world.random);
  const locales = [...(options.locale ? [options.locale] : []), ...languages, plan.locale.default];
  const faults = createFaults(given);
  const { onError, onFault } = faults;
  const guard = createGuard(onFault);
  const known = { ...given, chunks, now, createId, onError };
  // Without reports nobody can be compared with anybody, so nothing is withheld.
  const engine = createEngine(consent === "full" ? plan : withoutHoldout(plan));

  const open = (beside: string): Promise<Identity> => openIdentity(store, createId, beside);
  const connection = await connectDelivery({ ...known, locale: locales[0]!, openIdentity: open });
  const { delivery, startSelfReports } = connection;
  const watchers = createPageWatchers({ ...known, delivery, watch, pages });
  const { elements } = watchers;
  const surroundings = { url, zone, soon, onFault, elements, hold: delivery?.hold };
  const person = await createPerson({ ...shared, ...known, ...connection, ...surroundings, engine });
  const remoteProgress = connection.createRemoteProgress?.(person);
  const intake = createIntake({ ...known, person, delivery });
  const identify = createIdentify({ person, createId, allowed: plan.report?.traits ?? [] });
  const pass = (): Promise<void> => person.apply({ kind: "time", at: now() });
  const alarm = createAlarm(clock, guard(pass));
  const { container, render, navigate, guides: mode = "auto" } = options;
  const screen = { product: plan.product, chunks, locales, mode, container, render, navigate };
  const guidance = createGuidanceLoader({
    guided: createGuided(intake, guard, () => look(engine, person, now())),
    ...screen,
    audience: person,
    isFresh: intake.isFresh,
    getRemoteProgress: () => remoteProgress?.getStatus() ?? "known",
    // Time alone is a fact too, when it is foreseen to change something.
    wakeAt: (at) => alarm.set(Math.min(at, person.state().wake)),
    onError,
  });

  const ending = new AbortController();
  // Later, so that the page's own call returns first, and others that it makes in one breath are heard.
  const refresh = createOncePerTask(
    guard(() => {
      if (ending.signal.aborted || isMore()) return;
      watchers.start(person, guard(intake.note));
      remoteProgress?.follow();
      guidance.refresh();
      onProgress();
    }),
    soon,
  );
  const react = (reports: readonly Report[]): void => {
    for (const report of person.admits() ? reports : []) {
      onReport(report);
      const milestone = `${report.properties.milestone_id}`;
      if (report.event === "Milestone Reached") guidance.notice({ on: "milestone", milestone });
    }
    refresh();
  };
  const move = guard((from?: string) => {
    const stored = intake.noteView(from !== url());
    guidance.move(url());
    return stored;
  });
  const undos = [
    person.onChange(react),
    intake.onTracked(({ name: event }) => guidance.notice({ on: "event", event })),
    ...(remoteProgress ? [remoteProgress.onChange(guard(guidance.refresh))] : []),
    person.start(),
    pages.onChange(() => move()),
    pages.onActivity(guard(intake.noteActivity)),
    pages.onHide(guard(person.leave)),
    pages.onShow(guard(person.catchUp)),
  ];
  move(given.counted);
  if (delivery) undos.push(startSelfReports!({ ...known, clock, store, url, person, delivery, faults }));

  return {
    ...guidance,
    parts: { engine, person, intake, delivery, store, guidance },
    hear: createHear(intake, identify),
    markReached: intake.markReached,
    whenStored: pass,
    progress: () => getProgress(look(engine, person, 0)),
    settle() {
      person.settleSoon();
      refresh();
    },
    stop() {
      ending.abort();
      alarm.set(Number.POSITIVE_INFINITY);
      for (const undo of undos) undo();
      watchers.stop();
      guidance.stop();
      delivery?.stop();
    },
  };
}

const createGuided = (
  intake: Intake,
  guard: ReturnType<typeof createGuard>,
  look: PersonPort["look"],
): PersonPort => ({
  look,
  take: guard(intake.deed),
  report: guard(intake.report),
  track: guard(intake.trackByGuide),
});

/** What questions are asked of, with all that was said up to now. */
function look(engine: Engine, person: Person, now: number): EvalContext {
  person.settle();
  return engine.look(person.state(), person.here(), now);
}

/** Hands each call to who takes it in. */
const createHear =
  ({ track, page }: Intake, identify: Identify): Run["hear"] =>
  async (call) => {
    if (call.say === "track") return track(call);
    await (call.say === "page" ? page : identify[call.say])(call);
    return undefined;
  };
