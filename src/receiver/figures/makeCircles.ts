import { isRecorded } from "../../insights/facts/shownRows.ts";
import { type CircleEvent, getCircleEvents } from "../database/circleEvents.ts";
import type { DueCircle, Made, Steps } from "../database/following.ts";
import { getMembers } from "../database/linking.ts";
import { getKeptSince } from "../database/retention.ts";
import { createCircleMaker, type MadeCircle } from "./makeCircle.ts";
import { packFacts } from "./packFacts.ts";
import type { Product } from "./product.ts";
import { toLogEvent } from "./toLogEvent.ts";

export interface MakingOf {
  readonly product: Product;
  readonly writeKey: string;
  /** Of users, only what somebody vouches for. */
  readonly verified: boolean;
  /** Do pages of this write key say what they have shown? */
  readonly recorded: boolean;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** A circle with what was made of it, as it is kept. */
export interface MadeOf extends Made {
  readonly circle: MadeCircle | undefined;
}

/** Events that are held at once. */
const MOST_EVENTS = 5_000;

/** Thrown where the first page says what it has shown: what was made before holds no longer. */
export class NowRecorded extends Error {}

/**
 * Makes circles of one write key anew from their events. What a circle has is read in parts, however much it is.
 * @throws {NowRecorded}
 */
export async function makeCircles(steps: Steps, due: readonly DueCircle[], of: MakingOf): Promise<MadeOf[]> {
  const { product, recorded, now } = of;
  const members = await getMembers(
    steps,
    due.map(({ id }) => id),
  );
  const circles = new Map(
    members.flatMap(({ kind, id, circle }) => (kind === "person" ? [[id, circle]] : [])),
  );
  // Whose events are deleted after this are made once more.
  const keptSince = await getKeptSince(steps);
  const basis = recorded ? "recorded" : "replayed";
  const makers = new Map(due.map(({ id }) => [id, createCircleMaker({ product, basis, keptSince })]));
  const filled = new Set<string>();
  for await (const row of readEvents(steps, [...circles.keys()], of)) {
    const event = toLogEvent(row, of.verified);
    const circle = circles.get(row.user_id ?? row.anonymous_id ?? "");
    if (event === undefined || circle === undefined) continue;
    if (!recorded && isRecorded(event)) throw new NowRecorded();
    filled.add(circle);
    makers.get(circle)?.take(event);
  }
  return due.map(({ id, version }) => {
    const circle = filled.has(id) ? makers.get(id)!.end(now) : undefined;
    const wake = circle && Number.isFinite(circle.wake) ? circle.wake : null;
    const facts = circle ? packFacts(circle.facts) : null;
    return { id, before: version, due: wake, facts, events: circle?.facts.events ?? 0, circle };
  });
}

/** In order of time. */
export async function* readEvents(
  steps: Steps,
  persons: readonly string[],
  { writeKey, verified }: Pick<MakingOf, "writeKey" | "verified">,
): AsyncGenerator<CircleEvent> {
  for (let after: { at: number; id: string } | undefined; ; ) {
    const rows = await getCircleEvents(steps, {
      writeKey,
      persons,
      verified,
      most: MOST_EVENTS,
      ...(after && { after }),
    });
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < MOST_EVENTS) return;
    after = { at: last.at, id: last.message_id };
  }
}
