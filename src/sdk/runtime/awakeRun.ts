import { findRest } from "../domain/decide/findRest.ts";
import { createEngine, type Engine } from "../domain/engine/engine.ts";
import type { Feature } from "../domain/engine/feature.ts";
import { withoutHoldout } from "../domain/engine/holdout.ts";
import { getProgress } from "../domain/engine/progress.ts";
import type { EvalContext } from "../domain/state/evalContext.ts";
import type { Report } from "../domain/state/facts.ts";
import { getSession } from "../domain/state/sessions.ts";
import type { PersonPort } from "../guidance/guideOpener.ts";
import { createAlarm } from "../lib/alarm.ts";
import { createGuard } from "../lib/guard.ts";
import { createOncePerTask } from "../lib/oncePerTask.ts";
import { createIdentify, type Identify } from "../person/identify.ts";
import { createPerson, type Person } from "../person/person.ts";
import type { Rest } from "../person/rest.ts";
import type { PersonCall } from "../ports.ts";
import { createGuidanceLoader, type GuidanceLoader } from "./guidanceLoader.ts";
import { hashCall } from "./hashCall.ts";
import { createIntake, type Intake } from "./intake.ts";
import { createPageWatchers } from "./pageWatchers.ts";
import { createQuietRest } from "./quietRest.ts";
import { reportLoaded } from "./reportLoaded.ts";
import type { AwakeRunOptions, Run } from "./world.ts";

/** What tells good moments from bad ones is known from here on: a guide may be about to show. */
export { createWatchUse } from "../browser/use.ts";
export { loadShow } from "../chunks/loadShow.ts";

/** Plugs engine, stores, browser and widgets into each other: where somebody has to look at what happens. `features`: those that the plan needs. */
export async function createAwakeRun(given: AwakeRunOptions, features: readonly Feature[]): Promise<Run> {
  const { plan, consent, world, shared, isMore, onReport, onProgress } = given;
  const { connection, faults, createId } = given;
  const { clock, pages, zone, chunks, watch, soon } = world;
  const { now } = clock;
  const { url } = pages;
  const { onError, onFault } = faults;
  const guard = createGuard(onFault);
  const known = { ...given, chunks, now, onError };
  // Without reports nobody can be compared with anybody, so nothing is withheld.
  const engine = createEngine(consent === "full" ? plan : withoutHoldout(plan), features);
  const { delivery, createSelfReports } = connection;
  const watchers = createPageWatchers({ ...known, delivery, watch, pages });
  const { elements } = watchers;
  const workOut = (): Rest => leave(given, engine, person, said.list());
  const quiet = createQuietRest(clock, () => person, workOut);
  const surroundings = { url, zone, soon, onFault, elements, hold: delivery?.hold, getRest: quiet.get };
  const person: Person = await createPerson({ ...shared, ...known, ...connection, ...surroundings, engine });
  const remoteProgress = connection.createRemoteProgress?.(person);
  const see = (): EvalContext => look(engine, person, now());
  const intake = createIntake({ ...known, person, delivery });
  const identify: Identify = createIdentify({ person, createId, allowed: plan.report?.traits ?? [] });
  const said = createSaid(identify, quiet.note);
  const pass = (): Promise<void> => person.apply({ kind: "time", at: now() });
  const alarm = createAlarm(clock, guard(pass));
  const guidance = createGuidanceLoader({
    guided: createGuided(intake, guard, see),
    ...getScreen(given),
    audience: person,
    kept: connection.identity.current(),
    isFresh: intake.isFresh,
    getRemoteProgress: () => remoteProgress?.getStatus() ?? "known",
    // Time alone is a fact too, when it is foreseen to change something.
    wakeAt: (at) => alarm.set(Math.min(at, person.state().wake)),
    onError,
  });

  const onRemote = { pages, guard, onChange: guidance.refresh };
  const following = remoteProgress && connection.followProgress!(remoteProgress, onRemote, see);
  const ending = new AbortController();
  // Later, so that the page's own call returns first, and others that it makes in one breath are heard.
  const refresh = createOncePerTask(
    guard(() => {
      if (ending.signal.aborted || isMore()) return;
      watchers.start(person, guard(intake.note));
      following?.refresh();
      guidance.refresh();
      onProgress();
    }),
    soon,
  );
  const react = (reports: readonly Report[]): void => {
    if (person.admits()) tell(reports, onReport, guidance);
    refresh();
  };
  const move = guard(createMove(intake, guidance, url));
  const undos = [
    person.onChange(react),
    intake.onTracked(({ name: event }) => guidance.notice({ on: "event", event })),
    person.start(),
    pages.onChange(() => move()),
    pages.onActivity(guard(intake.noteActivity)),
    ...[person.leave, quiet.hurry].map((leave) => pages.onHide(guard(leave))),
    quiet.stop,
    pages.onShow(guard(person.catchUp)),
    ...(following?.undos ?? []),
  ];
  // Who has slept has noted the view.
  if (given.isWoken) guard(pass)();
  else move(given.counted);
  const session = (): number => getSession(person.state());
  undos.push(
    ...reportLoaded({ ...known, ...shared, clock, url, person, session, delivery }, createSelfReports),
  );

  return {
    ...guidance,
    parts: { engine, person, intake, delivery, store: shared.store, guidance },
    hear: createHear(intake, identify, said.note),
    getPending: () => [],
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

const getScreen = ({ plan, world, locales, options }: AwakeRunOptions) => {
  const { container, render, navigate, guides: mode = "auto" } = options;
  return { plan, chunks: world.chunks, locales: locales(), mode, container, render, navigate };
};

/** Takes in that the page is another one. */
const createMove = (intake: Intake, guidance: GuidanceLoader, url: () => string) => (from?: string) => {
  const stored = intake.noteView(from !== url());
  guidance.move(url());
  return stored;
};

/** Tells the page and the guides of what was reported. */
function tell(
  reports: readonly Report[],
  onReport: (report: Report) => void,
  guidance: Pick<GuidanceLoader, "notice">,
): void {
  for (const report of reports) {
    onReport(report);
    const milestone = `${report.properties.milestone_id}`;
    if (report.event === "Milestone Reached") guidance.notice({ on: "milestone", milestone });
  }
}

/** How a person is left. While not all is judged, or a receiver is to be asked, the next page is to look. */
function leave(
  { plan, world, connection, restOf }: AwakeRunOptions,
  engine: Engine,
  person: Person,
  said: readonly number[],
): Rest {
  const now = world.clock.now();
  const state = person.state();
  const scene = engine.look(state, person.here(), now);
  const admits = person.admits();
  const mayRest = person.isSettled() && !connection.createRemoteProgress;
  const rest = (mayRest && findRest(scene, admits)) || { until: 0, events: [] };
  world.siteData(plan.product).noteAsleep(rest.until > now);
  return {
    ...rest,
    of: restOf,
    active: state.active,
    session: getSession(state),
    admits,
    said,
    progress: getProgress(scene),
    facts: [],
  };
}

/** Calls that are remembered of a page: most say who is there in one or two. */
const SAID_AT_MOST = 8;

/** What a page says of who is there is the same on most of its pages: what is known is no news to the next one. */
function createSaid(identify: Identify, onNew: () => void) {
  const said = new Map<number, PersonCall>();
  return {
    note(call: PersonCall) {
      const hash = hashCall(call);
      if (said.has(hash) || said.size >= SAID_AT_MOST || !identify.isKnown(call)) return;
      said.set(hash, call);
      onNew();
    },
    list: () => [...said].flatMap(([hash, call]) => (identify.isKnown(call) ? hash : [])),
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
  ({ track, page }: Intake, identify: Identify, noteSaid: (call: PersonCall) => void): Run["hear"] =>
  async (call) => {
    if (call.say === "track") return track(call);
    await (call.say === "page" ? page : identify[call.say])(call);
    noteSaid(call);
    return undefined;
  };
