import { createEngine } from "./domain/engine.ts";
import type { Fact, Properties, Report, ReportName } from "./domain/facts.ts";
import type { Consent, Plan } from "./domain/plan.ts";
import type { Progress } from "./domain/progress.ts";
import { MilepostError } from "./errors.ts";
import type { InitOptions } from "./milepost.ts";
import type { Change, Undo } from "./ports.ts";
import { createDelivery, getReceiver } from "./stores/delivery.ts";
import { createGuidance, type Guidance } from "./stores/guidance.ts";
import { createPerson, type Message, type Person } from "./stores/person.ts";
import { createUuid } from "./stores/uuid.ts";
import { VERSION } from "./version.ts";
import type { World } from "./world.ts";

/** One person guided by one plan on one page. */
export interface Run {
  readonly guidance: Guidance;
  identify(userId: string, traits: Properties, at: number): Promise<void>;
  group(accountId: string, traits: Properties, at: number): Promise<void>;
  /** Resolves to the messageId once the event is stored, to `undefined` for those whom Milepost is not for. */
  track(event: string, properties: Properties, at: number): Promise<string | undefined>;
  page(at: number): void;
  reset(): Promise<void>;
  progress(): Progress;
  stop: Undo;
}

export interface RunOptions {
  readonly plan: Plan;
  readonly consent: Exclude<Consent, "none">;
  readonly options: InitOptions;
  readonly world: World;
  onReport(report: Report): void;
  onError(error: MilepostError): void;
}

const NOTHING: Change = { keys: [], apply: () => ({}) };

/** Plugs engine, stores, browser and widgets into each other. */
export async function createRun({
  plan,
  consent,
  options,
  world,
  onReport,
  onError,
}: RunOptions): Promise<Run> {
  const { clock, random, pages, chunks } = world;
  const now = clock.now;
  // Without reports nobody can be compared with anybody, so nothing is withheld.
  const engine = createEngine(
    consent === "full" ? plan : { ...plan, gaps: plan.gaps.map((gap) => ({ ...gap, holdout: 0 })) },
  );
  const createId = (): string => createUuid(now(), random);
  const { store, tabs, locks } = world.open(plan.product);
  const undos: Undo[] = [];
  const locales = [...(options.locale ? [options.locale] : []), ...world.languages, plan.locale.default];
  const receiver = consent === "full" ? getReceiver(plan, options) : undefined;
  const delivery =
    receiver &&
    createDelivery({ ...world, ...receiver, store, locks, locale: locales[0]!, version: VERSION, onError });
  let guidance: Guidance | undefined;
  let refreshing = false;

  const person: Person = await createPerson({
    engine,
    store,
    tabs,
    now,
    createId,
    url: pages.url,
    zone: world.zone,
    hold: (messages) => (admitted() ? (delivery?.hold(messages) ?? NOTHING) : NOTHING),
    onChange: react,
  });

  function admitted(): boolean {
    return engine.admits(person.state(), person.here());
  }

  function react(reports: readonly Report[]): void {
    for (const report of reports) {
      onReport(report);
      const { milestone_id: milestone } = report.properties;
      if (report.event === "Milestone Reached")
        guidance?.notice({ on: "milestone", milestone: `${milestone}` });
    }
    if (refreshing) return;
    refreshing = true;
    // Once for all that happens in one task, and not on the time of the page's own call.
    queueMicrotask(() => {
      refreshing = false;
      guidance?.refresh();
    });
  }

  const take = (fact: Fact, ...messages: ReadonlyArray<Omit<Message, "who" | "url">>): Promise<void> =>
    person.take(fact, ...messages);

  function report(event: ReportName, properties: Properties): void {
    const known = {
      event,
      id: createId(),
      at: now(),
      properties: { ...properties, plan_version: plan.version },
    };
    const { id, at } = known;
    void take({ kind: "event", name: event, properties, at, id, own: true }, { type: "track", ...known });
    onReport(known);
  }

  async function track(event: string, properties: Properties, at: number): Promise<string | undefined> {
    if (!admitted()) return undefined;
    const id = createId();
    const leaves = plan.report?.events !== false;
    const stored = take(
      { kind: "event", name: event, properties, at, id },
      ...(leaves ? [{ type: "track", event, id, at, properties } as const] : []),
    );
    guidance?.notice({ on: "event", event });
    await stored;
    return id;
  }

  guidance = createGuidance({
    guided: {
      look: () => engine.look(person.state(), person.here(), now()),
      take: (guide, gap, deed) =>
        void take({
          kind: "guide",
          guide,
          at: now(),
          id: createId(),
          ...(gap !== undefined && { gap }),
          ...deed,
        }),
      report,
      track: (event) => void track(event, {}, now()),
    },
    decide: (screen) => engine.decide(person.state(), person.here(), now(), screen),
    isWanted: admitted,
    locales,
    mode: options.guides ?? "auto",
    wakeAt,
  });

  let callOff: Undo | undefined;
  function wakeAt(at: number): void {
    callOff?.();
    callOff = Number.isFinite(at) ? clock.wake(at, () => void take({ kind: "time", at: now() })) : undefined;
  }

  let unmount: Undo | undefined;
  let loading = false;
  async function draw(): Promise<void> {
    if (unmount || loading || !guidance?.views().length) return;
    loading = true;
    try {
      const { mount } = await chunks.widgets();
      if (guidance) unmount = mount(guidance, options.container ? { container: options.container } : {});
    } catch (cause) {
      onError(
        new MilepostError("chunk-missing", `the widgets did not load: ${(cause as Error).message}`, {
          cause,
        }),
      );
    }
    loading = false;
  }

  const move = (): void => {
    void take({ kind: "page", at: now() });
    guidance?.move(pages.url());
  };
  undos.push(
    guidance.onChange(() => void draw()),
    pages.onChange(move),
    pages.onActivity(() => void take({ kind: "activity", at: now() })),
    pages.onShow(() => void person.catchUp()),
  );
  move();

  return {
    guidance,
    async identify(userId, traits, at) {
      const { userId: before } = person.who();
      // Another user at the same browser starts anew.
      if (before !== undefined && before !== userId) await reset();
      if (before !== userId) await person.become({ ...person.who(), userId });
      await take(
        { kind: "user", traits, at },
        { type: "identify", id: createId(), at, traits: pickTraits(traits) },
      );
    },
    async group(account, traits, at) {
      if (person.who().account !== account) await person.become({ ...person.who(), account });
      await take(
        { kind: "account", traits, at },
        { type: "group", id: createId(), at, traits: pickTraits(traits) },
      );
    },
    track,
    page(at) {
      void take({ kind: "page", at }, { type: "page", id: createId(), at, properties: {} });
    },
    reset,
    progress: () => engine.getProgress(person.state(), person.here()),
    stop() {
      guidance = undefined;
      callOff?.();
      unmount?.();
      for (const undo of undos) undo();
      delivery?.stop();
      person.stop();
      store.close();
    },
  };

  function reset(): Promise<void> {
    return person.become({ anonymousId: createId(), replica: person.who().replica });
  }

  function pickTraits(traits: Properties): Properties {
    const allowed = plan.report?.traits ?? [];
    return Object.fromEntries(Object.entries(traits).filter(([name]) => allowed.includes(name)));
  }
}
