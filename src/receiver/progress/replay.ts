import { getPath } from "../../dialects/path.ts";
import { isType } from "../../dialects/specEvent.ts";
import { type Crowd, createCrowd } from "../../replay/crowd.ts";
import type { LogEvent } from "../../replay/logEvent.ts";
import type { Person } from "../../replay/person.ts";
import { toFact } from "../../replay/toFact.ts";
import type { Engine } from "../../sdk/domain/engine/engine.ts";
import type { Report } from "../../sdk/domain/state/facts.ts";
import type { PastEvent } from "../database/people/past.ts";
import type { Turns } from "../lib/threadTurns.ts";
import { getUnseen } from "./watched.ts";

export interface ReplayOptions {
  readonly engine: Engine;
  /** Is who is in which account only true where somebody vouches for it? */
  readonly verified: boolean;
  /** IANA time zone of events that name none. */
  readonly zone: string;
  /** Epoch milliseconds to which time goes by after the last event. */
  readonly now: number;
  /** Gaps that a page alone sees opening. */
  readonly untold?: ReadonlySet<string>;
  /** Told of what follows of each event, and of time. */
  readonly onReports?: (person: Person, reports: readonly Report[]) => void;
}

/** No name in the database has this character, so nobody is in this account. */
export const NOWHERE = "\0";

/** Takes what people did through the engine, as a page would have, had it seen all of it. */
export async function replay(
  past: readonly PastEvent[],
  { engine, verified, zone, now, untold, onReports }: ReplayOptions,
  turns: Turns,
): Promise<Crowd> {
  // There is no page here, and so no element.
  const crowd = createCrowd({ engine, zone, elements: NONE, untold, ...(onReports && { onReports }) });
  const unseen = getUnseen(engine.plan);
  for (const event of past) {
    await turns.giveWay();
    const known = toLogEvent(event, verified);
    if (known === undefined) continue;
    const { person } = crowd.meet(known);
    const told = toldMilestone(event);
    if (told !== undefined && unseen.has(told))
      crowd.advance(person, { kind: "reached", milestones: { [told]: known.at }, at: known.at });
    crowd.advance(person, toFact(known));
  }
  crowd.carry(now);
  for (const person of crowd.all()) {
    await turns.giveWay();
    crowd.advance(person, { kind: "time", at: now });
  }
  return crowd;
}

const NONE: ReadonlySet<string> = new Set();

function toldMilestone({ event, properties }: PastEvent): string | undefined {
  const id = properties.milestone_id;
  return event === "Milestone Reached" && typeof id === "string" ? id : undefined;
}

/** Whose each row is, the database has said already. */
function toLogEvent(event: PastEvent, verified: boolean): LogEvent | undefined {
  const { type, group_id: group, path, url, properties } = event;
  if (!isType(type)) return undefined;
  const account = group !== null && verified && !event.member ? NOWHERE : group;
  return {
    type,
    user: event.person,
    former: undefined,
    isVisitor: false,
    account: account ?? undefined,
    name: type === "track" ? (event.event ?? "") : "",
    id: event.message_id,
    at: event.at,
    properties,
    traits: event.traits,
    path: getPath({ type, page: { url, path }, properties }),
    zone: event.zone ?? undefined,
    byServer: event.channel === "server",
    ...(event.kept !== null && { kept: event.kept }),
    line: "",
  };
}
