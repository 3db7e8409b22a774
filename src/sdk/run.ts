import { createEngine } from "./domain/engine.ts";
import type { Fact, GuideDeed, Properties, Report, ReportName } from "./domain/facts.ts";
import { withoutHoldout } from "./domain/holdout.ts";
import type { Consent, Plan } from "./domain/plan.ts";
import type { Progress } from "./domain/progress.ts";
import type { Scene } from "./domain/scene.ts";
import type { MilepostError } from "./errors.ts";
import { createGuard } from "./guard.ts";
import type { InitOptions } from "./milepost.ts";
import type { Change, Undo } from "./ports.ts";
import { readReached } from "./reached.ts";
import { createShowing, type Showing } from "./showing.ts";
import { createDelivery, getReceiver } from "./stores/delivery.ts";
import { createIdentity, type Identity } from "./stores/identity.ts";
import { createPerson, type Happened } from "./stores/person.ts";
import { createUuid } from "./stores/uuid.ts";
import { VERSION } from "./version.ts";
import { createWatching } from "./watching.ts";
import type { World } from "./world.ts";

/** One person guided by one plan on one page. Times are those of the calls, in epoch milliseconds. */
export interface Run extends Identity, Pick<Showing, "start" | "end" | "pause" | "explain"> {
  /** Resolves to the messageId once the event is stored, to `undefined` for those whom Milepost is not for. */
  track(event: string, properties: Properties, at: number): Promise<string | undefined>;
  page(at: number): Promise<void>;
  /** Milestones that were reached before anybody looked: ISO dates or epoch milliseconds, by their ids. */
  markReached(past: Readonly<Record<string, unknown>>): Promise<void>;
  progress(): Progress;
  stop: Undo;
}

export interface RunOptions {
  readonly plan: Plan;
  readonly consent: Exclude<Consent, "none">;
  readonly options: InitOptions;
  readonly world: World;
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
  onReport,
  onProgress,
  onError,
  onFault,
}: RunOptions): Promise<Run> {
  const { clock, random, pages, chunks } = world;
  const { now } = clock;
  const createId = (): string => createUuid(now(), random);
  const locales = [...(options.locale ? [options.locale] : []), ...world.languages, plan.locale.default];
  // Without reports nobody can be compared with anybody, so nothing is withheld.
  const engine = createEngine(consent === "full" ? plan : withoutHoldout(plan));
  const { store, tabs, locks, journal } = world.open(plan.product);
  const receiver = consent === "full" ? getReceiver(plan, options) : undefined;
  const delivery =
    receiver &&
    createDelivery({ ...world, ...receiver, store, locks, locale: locales[0]!, version: VERSION, onError });

  const guard = createGuard(onFault);
  let callOff: Undo | undefined;
  let wakes = Number.POSITIVE_INFINITY;
  let refreshing = false;
  let stopped = false;
  let fresh = true;

  const watching = createWatching({
    plan,
    endpoint: receiver?.endpoint,
    watch: world.watch,
    pages,
    now,
    createId,
    isAdmitted: () => isAdmitted(),
    note: guard(note),
    onError,
  });

  const person = await createPerson({
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
    wakeAt,
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
        showing.refresh();
        onProgress();
      }),
    );
  }

  /** Time alone is a fact too, when it is foreseen to change something. */
  function wakeAt(moment: number): void {
    const at = Math.min(moment, person.state().wake);
    if (at === wakes) return;
    wakes = at;
    callOff?.();
    callOff = Number.isFinite(at) ? clock.wake(at, wake) : undefined;
  }

  const wake = guard(() => {
    wakes = Number.POSITIVE_INFINITY;
    return person.take({ kind: "time", at: now() });
  });

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
    const known = { id: createId(), at, properties };
    const leaving: Happened[] = plan.report?.events === false ? [] : [{ type: "track", event, ...known }];
    const stored = person.take({ kind: "event", name: event, ...known }, ...leaving);
    showing.notice({ on: "event", event });
    await stored;
    return known.id;
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
    start: showing.start,
    end: showing.end,
    pause: showing.pause,
    explain: showing.explain,
    progress: () => engine.getProgress(person.state(), person.here()),
    stop() {
      stopped = true;
      callOff?.();
      watching.stop();
      showing.stop();
      for (const undo of undos) undo();
      delivery?.stop();
      store.close();
    },
  };
}
