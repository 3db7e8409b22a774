import { createFactCollector } from "../../src/insights/facts/collectFacts.ts";
import { type EffectFigure, getEffect } from "../../src/insights/figures/effects/effect.ts";
import { compareEvents, isRefused, type LogEvent, readEvent } from "../../src/replay/logEvent.ts";
import { parse } from "../../src/sdk/config/parse.ts";
import type { Config } from "../../src/sdk/config/schema.ts";
import { createFullEngine } from "../../src/sdk/domain/features/fullEngine.ts";
import { toShare } from "../../src/sdk/domain/lib/toShare.ts";
import { createRandom } from "../../src/testing/createRandom.ts";

/** What is true of a small year, and how large it is. Shares are from 0 to 1. */
export interface SmallYear {
  readonly seed: number;
  /** Who is drawn: people one by one, or whole accounts. */
  readonly by: "user" | "account";
  readonly heldOut: number;
  /** What people reach in time without the bridge, and what it adds to that. */
  readonly base: number;
  readonly effect: number;
  readonly accounts: number;
}

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 5);
const END = START + 364 * DAY;
const WITHIN_DAYS = 14;
/** Two people of one account are alike to this degree, where accounts are drawn. */
const CORRELATION = 0.2;
const MOST_PEOPLE = 9;

type Row = Readonly<Record<string, unknown>>;

/**
 * The effect that the report has of a year that is small enough to be made a thousand times: a log as pages would have
 * sent it, read, taken through the engine, and counted. Arms are those of the hash, under a product of each seed's own,
 * so that each seed draws anew.
 */
export function measureSmallYear(year: SmallYear): EffectFigure {
  const config = createConfig(year);
  const { plan } = parse(config);
  const collector = createFactCollector({ engine: createFullEngine(plan), zone: "UTC", basis: "recorded" });
  for (const event of createEvents(year)) collector.take(event);
  const targets = { milestones: {}, gaps: { stuck: { withinMs: WITHIN_DAYS * DAY } } };
  return getEffect(collector.end(END), plan.gaps[0]!, plan, targets);
}

export const createConfig = ({ seed, by, heldOut }: SmallYear): Config => ({
  version: 1,
  product: `acme-${seed}`,
  milestones: {
    start: { title: "Start", when: { event: "Started" } },
    done: { title: "Done", when: { event: "Done" } },
  },
  gaps: {
    stuck: {
      from: "start",
      to: "done",
      opens: { after: "1d" },
      bridge: ["tip"],
      holdout: { share: heldOut, by },
      target: { within: `${WITHIN_DAYS}d` },
    },
  },
  guides: { tip: { type: "banner", title: "Tip" } },
});

/** The rows of all accounts, one account after the other. */
export function* createRows(year: SmallYear): Generator<Row> {
  const random = createRandom(year.seed);
  const { product } = createConfig(year);
  for (let i = 0; i < year.accounts; i++) yield* liveAccount(year, product, `a-${i}`, random);
}

function createEvents(year: SmallYear): LogEvent[] {
  return Array.from(createRows(year), (row) => {
    const event = readEvent(row, "");
    if (isRefused(event)) throw new Error(`the row of a small year: ${event.field} is not ${event.expected}`);
    return event;
  })
    .filter(({ at }) => at <= END)
    .sort(compareEvents);
}

function liveAccount(year: SmallYear, product: string, account: string, random: () => number): Row[] {
  const { by, heldOut, base, effect } = year;
  const signedUp = random() * 364;
  const urn = { successes: 0, people: 0 };
  const size = 1 + Math.floor(random() * MOST_PEOPLE);
  return Array.from({ length: size }, (_, i): Row[] => {
    const user = `${account}-${i}`;
    const say = (day: number, event: string, properties: Row = {}): Row => ({
      type: "track",
      event,
      userId: user,
      messageId: `${user} ${event} ${day}`,
      timestamp: new Date(START + day * DAY).toISOString(),
      properties,
      context: { groupId: account },
    });
    const start = signedUp + random() * 20;
    const rows = [say(start, "Started")];
    // Some do it at once: for them the gap never opens. Some never come again, and are in no arm.
    if (random() < 0.3) return [...rows, say(start + random(), "Done")];
    if (random() < 0.15) return rows;
    const seen = start + 1 - 3 * Math.log(1 - random());
    const isOut = toShare(product, "stuck", by === "account" ? account : user) < heldOut;
    rows.push(say(seen, "Looked Around"));
    rows.push(say(seen, isOut ? "Guide Held Out" : "Guide Shown", { gap_id: "stuck", guide_id: "tip" }));
    const chance = isOut ? base : base + effect;
    const isThere = by === "account" ? drawAlike(urn, chance, random) : random() < chance;
    if (isThere) rows.push(say(seen + random() * WITHIN_DAYS * 0.99, "Done"));
    else if (random() < 0.2) rows.push(say(seen + WITHIN_DAYS * (1.01 + random()), "Done"));
    return rows;
  }).flat();
}

/** Pólya's urn: successes of an account make more of them likely, to the degree of the correlation. */
function drawAlike(
  urn: { successes: number; people: number },
  chance: number,
  random: () => number,
): boolean {
  const balls = 1 / CORRELATION - 1;
  const isSuccess = random() < (chance * balls + urn.successes) / (balls + urn.people);
  urn.people++;
  if (isSuccess) urn.successes++;
  return isSuccess;
}

/** Does the interval hold the true effect? `undefined` where there is none. */
export function isHeld({ interval }: EffectFigure, effect: number): boolean | undefined {
  return interval ? interval[0] <= effect && effect <= interval[1] : undefined;
}
