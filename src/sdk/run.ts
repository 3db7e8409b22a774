import { createAlarm } from "./alarm.ts";
import { createEngine } from "./domain/engine.ts";
import type { Fact, GuideDeed, Properties, Report, ReportName } from "./domain/facts.ts";
import { withoutHoldout } from "./domain/holdout.ts";
import type { Consent, Plan } from "./domain/plan.ts";
import type { Progress } from "./domain/progress.ts";
import type { Scene } from "./domain/scene.ts";
import type { MilepostError } from "./errors.ts";
import { createGuard } from "./guard.ts";
import { createHealth, type Loading } from "./health.ts";
import type { InitOptions } from "./milepost.ts";
import type { Change, Undo } from "./ports.ts";
import { readReached } from "./reached.ts";
import { createSending } from "./sending.ts";
import { createShowing, type Showing } from "./showing.ts";
import { createIdentity, type Identity } from "./stores/identity.ts";
import type { Happened } from "./stores/message.ts";
import { createPerson, type Person } from "./stores/person.ts";
import { createRate } from "./stores/rate.ts";
import { createUuid } from "./stores/uuid.ts";
import { createWatching } from "./watching.ts";
import type { Shared, World } from "./world.ts";

/** One person guided by one plan on one page. Times are those of the calls, in epoch milliseconds. */
export interface Run extends Identity, Pick<Showing, "begin" | "start" | "end" | "pause" | "explain"> {
  /** Resolves to the messageId once the event is stored, to `undefined` for those whom Milepost is not for. */
  track(event: string, properties: Properties, at: number): Promise<string | undefined>;
  page(at: number): Promise<void>;
  /** Milestones that were reached before anybody looked: ISO dates or epoch milliseconds, by their ids. */
  markReached(past: Readonly<Record<string, unknown>>): Promise<void>;
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
  const health = createHealth({ plan, ...listeners });
  const { onError } = health;
  const guard = createGuard(health.onFault);
  let person: Person;
  const sending = { plan, consent, options, world, shared, locale: locales[0]!, onError };
  const { delivery, elsewhere } = await createSending({ ...sending, user: () => person?.who().userId });

  const isInRate = createRate(plan.report?.rate);
  const pass = (): Promise<void> => person.take({ kind: "time", at: now() });
  const alarm = createAlarm(clock, guard(pass));
  let refreshing = false;
  let stopped = false;
  let fresh = true;

  const watching = createWatching({
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
    elements: watching.elements,
    hold: (messages) => (isAdmitted() && delivery ? delivery.hold(messages) : NOTHING),
    onChange: react,
  });
  const isAdmitted = (): boolean => engine.admits(person.state(), person.here());

  const look = (): Scene => engine.look(person.state(), person.here(), now());

  const showing = createShowing({
    guided: {
      look,
      take: guard(takeDeed),
      report: guard(report),
      track: guard((event: string) => track(event, {}, now())),
    },
    product: plan.product,
    chunks,
    locales,
    mode: options.guides ?? "auto",
    container: options.container,
    render: options.render,
    isAdmitted,
    isFresh: () => fresh,
    standing: () => elsewhere?.standing() ?? "known",
    // Time alone is a fact too, when it is foreseen to change something.
    wakeAt: (at) => alarm.set(Math.min(at, person.state().wake)),
    onError,
  });

  function react(reports: readonly Report[]): void {
    for (const report of isAdmitted() ? reports : []) {
      onReport(report);
      const { milestone_id: milestone } = report.properties;
      if (report.event === "Milestone Reached")
        showing.notice({ on: "milestone", milestone: `${milestone}` });
    }
    if (refreshing) return;
    refreshing = true;
    // Once for all that happens in one task, and not on the time of the page's own call.
    queueMicrotask(
      guard(() => {
        refreshing = false;
        if (stopped) return;
        watching.start();
        elsewhere?.follow(person, guard(showing.refresh));
        showing.refresh();
        onProgress();
      }),
    );
  }

  function takeDeed(guide: string, gap: string | undefined, deed: GuideDeed): Promise<void> {
    const known = {
      kind: "guide",
      guide,
      at: now(),
      id: createId(),
      ...(gap !== undefined && { gap }),
    } as const;
    return person.take({ ...known, ...deed });
  }

  function report(event: ReportName, properties: Properties): Promise<void> {
    const known = { id: createId(), at: now(), properties: { ...properties, plan_version: plan.version } };
    onReport({ event, ...known });
    return person.take(
      { kind: "event", name: event, own: true, ...known },
      { type: "track", event, ...known },
    );
  }

  async function track(event: string, properties: Properties, at: number): Promise<string | undefined> {
    if (!isAdmitted()) return undefined;
    if (!isInRate(at)) {
      delivery?.cut();
      return undefined;
    }
    const known = { id: createId(), at, properties };
    const leaving: Happened[] = plan.report?.events === false ? [] : [{ type: "track", event, ...known }];
    const stored = person.take({ kind: "event", name: event, ...known }, ...leaving);
    showing.notice({ on: "event", event });
    await stored;
    return delivery?.refuses(known.id) ? undefined : known.id;
  }

  /** Of those whom Milepost is not for, nothing is noted. */
  function note(fact: Fact): Promise<void> | undefined {
    return isAdmitted() ? person.take(fact) : undefined;
  }

  function act(): Promise<void> | undefined {
    fresh = false;
    return note({ kind: "activity", at: now() });
  }

  function move(): Promise<void> | undefined {
    const stored = note({ kind: "page", at: now() });
    showing.move(pages.url());
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
    health.tell({ ...loading, person, clock, store, delivery, url: pages.url, isAdmitted, onReport });

  return {
    ...createIdentity({ person, createId, allowed: plan.report?.traits ?? [] }),
    track,
    async page(at) {
      if (isAdmitted())
        await person.take({ kind: "page", at }, { type: "page", id: createId(), at, properties: {} });
    },
    async markReached(past) {
      const { milestones, faults } = readReached(past, plan);
      for (const fault of faults) onError(fault);
      if (isAdmitted()) await person.take({ kind: "reached", milestones, at: now() });
    },
    begin: showing.begin,
    start: showing.start,
    end: showing.end,
    pause: showing.pause,
    explain: showing.explain,
    whenStored: pass,
    progress: () => engine.getProgress(person.state(), person.here()),
    stop() {
      stopped = true;
      alarm.set(Number.POSITIVE_INFINITY);
      health.stop();
      watching.stop();
      showing.stop();
      for (const undo of undos) undo();
      delivery?.stop();
    },
  };
}
