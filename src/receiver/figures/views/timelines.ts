import { getAccountReview } from "../../../insights/figures/accounts/accountReview.ts";
import { createReplay } from "../../../replay/replay.ts";
import type { Steps } from "../../database/following.ts";
import { getMembers, getUnits } from "../../database/linking.ts";
import { getKeptSince } from "../../database/retention.ts";
import type { Followed } from "../follower.ts";
import { readEvents } from "../makeCircles.ts";
import type { AllFacts } from "../mergeFacts.ts";
import { toLogEvent } from "../toLogEvent.ts";
import { createMoments } from "./moments.ts";
import type { AccountTimeline, Around, Moment, UserTimeline } from "./views.ts";
import { type Time, within } from "./within.ts";

export interface TimelineOf {
  readonly steps: Steps;
  readonly writeKey: string;
  readonly id: string;
  readonly followed: Followed;
  /** Only what happened then; left out, all. */
  readonly time: Time | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** The latest moments that a reply has. */
export const MOST_MOMENTS = 2_000;
/** Events of all whose ways hang together that are read for it; where there are more, nothing is told of the way. */
const MOST_EVENTS = 50_000;

/** `undefined` where nothing is known of them. */
export async function getUserTimeline(of: TimelineOf): Promise<UserTimeline | undefined> {
  const ways = await replayCircle(of, "person");
  const way = ways?.find(({ ids }) => ids.has(of.id));
  if (!way) return undefined;
  return { user: way.user, account: way.account, ...tell(way.moments, of.time) };
}

export async function getAccountTimeline(
  of: TimelineOf,
  facts: AllFacts | undefined,
): Promise<AccountTimeline | undefined> {
  const { plan, targets } = of.followed.product;
  const review = facts && getAccountReview(facts, plan, targets, of.id);
  if (!review) return undefined;
  const own = new Set(review.people.map(({ person }) => person));
  const ways = (await replayCircle(of, "account")) ?? [];
  const moments = ways
    .filter(({ user }) => own.has(user))
    .flatMap(({ user, moments }) => moments.map((moment) => ({ ...moment, user })))
    .sort((a, b) => a.at - b.at);
  return { review, ...tell(moments, of.time) };
}

function tell<M extends Moment>(all: readonly M[], time: Time | undefined): Told<M> {
  const { moments, ...around } = time ? within(all, time) : { moments: all };
  return { moments: moments.slice(-MOST_MOMENTS), isCut: moments.length > MOST_MOMENTS, ...around };
}

interface Told<M> {
  readonly moments: readonly M[];
  readonly isCut: boolean;
  readonly around?: Around<M>;
}

interface Way {
  readonly user: string;
  readonly account: string | null;
  /** All ids that they came under. */
  readonly ids: ReadonlySet<string>;
  readonly moments: readonly Moment[];
}

/** The ways of all people of a circle: what one sees may hang on what the others of an account do. */
async function replayCircle(of: TimelineOf, kind: "person" | "account"): Promise<readonly Way[] | undefined> {
  const { steps, writeKey, id, followed, now } = of;
  const [unit] = await getUnits(steps, [{ write_key: writeKey, kind, id }]);
  if (!unit) return undefined;
  const members = await getMembers(steps, [unit.circle]);
  const { getEngine, measures } = followed.product;
  const engine = getEngine(await getKeptSince(steps));
  const moments = createMoments();
  const replay = createReplay({
    engine,
    zone: "UTC",
    onJoin: () => {},
    ...moments,
    standings: measures.standings,
  });
  let count = 0;
  const persons = members.flatMap((one) => (one.kind === "person" ? [one.id] : []));
  for await (const row of readEvents(steps, persons, { writeKey, verified: followed.verified })) {
    const event = toLogEvent(row, followed.verified);
    if (!event) continue;
    count += 1;
    if (count > MOST_EVENTS) return undefined;
    replay.take(event);
  }
  replay.end(now);
  return [...replay.all()].map((person) => ({
    user: person.here.user,
    account: person.here.account ?? null,
    ...moments.getOf(person),
  }));
}
