import { parse } from "../../src/sdk/config/parse.ts";
import { decide, type Screen } from "../../src/sdk/domain/decide/decide.ts";
import { mayShow } from "../../src/sdk/domain/decide/mayShow.ts";
import { createFullEngine } from "../../src/sdk/domain/features/fullEngine.ts";
import type { GuideDeed, Here, Properties, Report } from "../../src/sdk/domain/state/facts.ts";
import { createState, type State } from "../../src/sdk/domain/state/state.ts";

export const START = Date.UTC(2026, 0, 5, 9);
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Milliseconds of `3d`, `2h`, `10m`, `5s`. */
export function ms(duration: string): number {
  const units: Record<string, number> = { s: 1000, m: 60_000, h: HOUR, d: DAY, w: 7 * DAY };
  return Number.parseFloat(duration) * units[duration.at(-1)!]!;
}

const EMPTY: Screen = { live: new Set(), asked: new Set(), missing: new Set() };

interface PersonOptions {
  readonly user?: string;
  readonly account?: string;
  /** IANA time zone. */
  readonly zone?: string;
  readonly device?: string;
}

/** Somebody who uses a product with this config, driven through the engine's own door; time is what the test says. */
export function createPerson(
  config: object,
  { user = "ana", account, zone = "UTC", device = "one" }: PersonOptions = {},
) {
  const start = (from: object) =>
    createFullEngine(parse({ version: 1, product: "acme", milestones: {}, ...from }).plan);
  let engine = start(config);
  let state: State = createState(START);
  let now = START;
  let count = 0;
  let url = "https://acme.example/";
  const reports: Report[] = [];
  const here = (): Here => ({ url, user, zone, replica: device, ...(account !== undefined && { account }) });
  const id = (): string => `id-${user}-${++count}`;
  const take = (fact: Parameters<typeof engine.advance>[1]): Report[] => {
    const fresh = engine.advance(state, fact, here());
    reports.push(...fresh);
    return fresh;
  };
  const person = {
    get engine() {
      return engine;
    },
    state: () => state,
    now: () => now,
    setState(next: State) {
      state = next;
    },
    here,
    reports,
    /** Names of what was reported so far, in order. */
    told: () =>
      reports.map(({ event, properties: p }) => `${event}: ${p.milestone_id ?? p.gap_id ?? p.guide_id}`),
    /** @param duration Like `3d`, or in milliseconds. */
    wait(duration: string | number) {
      now += typeof duration === "number" ? duration : ms(duration);
      return take({ kind: "time", at: now });
    },
    /** Time goes by, and the page does not notice until something happens. */
    sleep(ms: number) {
      now += ms;
    },
    travel(to: string) {
      zone = to;
    },
    /** Another config takes over, and what is remembered. */
    release(next: object) {
      engine = start(next);
      engine.migrate(state);
      return take({ kind: "time", at: now });
    },
    track: (name: string, properties: Properties = {}, at = now, messageId = id()) =>
      take({ kind: "event", name, properties, at, id: messageId }),
    visit(path = new URL(url).pathname) {
      url = new URL(path, url).href;
      return take({ kind: "page", at: now, id: id() });
    },
    press: () => take({ kind: "activity", at: now }),
    identify: (traits: Properties) => take({ kind: "user", traits, at: now }),
    group: (traits: Properties, next = account ?? "acme-inc") => {
      account = next;
      return take({ kind: "account", traits, at: now });
    },
    deed: (guide: string, deed: GuideDeed, gap?: string) =>
      take({ kind: "guide", guide, at: now, id: id(), ...(gap && { gap }), ...deed }),
    shown: (guide: string, gap?: string) =>
      person.deed(guide, { did: "shown", heldOut: false, selfOpened: false }, gap),
    decide(screen: Partial<Screen> = {}) {
      const scene = engine.look(state, here(), now);
      return { decisions: decide(scene, { ...EMPTY, ...screen }), wake: scene.wake };
    },
    mayShow: () => mayShow(engine.look(state, here(), now)),
    /** Why the guide is (not) shown: `show`, `held out`, or the reason's code. */
    verdict(guide: string, screen: Partial<Screen> = {}) {
      const decision = person.decide(screen).decisions.find((one) => one.guide === guide)!;
      if (!decision.show) return decision.reason.code;
      return decision.heldOut ? "held out" : "show";
    },
    progress: () => engine.getProgress(state, here()),
  };
  take({ kind: "page", at: now });
  return person;
}

export type TestPerson = ReturnType<typeof createPerson>;
