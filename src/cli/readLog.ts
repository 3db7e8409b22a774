import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Properties } from "../sdk/domain/facts.ts";

/** One event of a Segment-spec log, as far as the engine asks. */
export interface LogEvent {
  readonly type: "track" | "identify" | "group" | "page";
  /** The userId, or the anonymousId of one who was not identified. */
  readonly user: string;
  readonly account: string | undefined;
  readonly name: string;
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly properties: Properties;
  readonly traits: Properties;
  readonly path: string | undefined;
  /** IANA time zone in which it happened. */
  readonly zone: string | undefined;
}

/** The events of several logs, merged by their times; `undefined` for a line that is none. */
export async function* readLogs(files: readonly string[]): AsyncGenerator<LogEvent | undefined> {
  if (files.length === 1) return yield* readLog(files[0]!);
  const logs = files.map((file) => readLog(file));
  const heads = await Promise.all(logs.map((log) => log.next()));
  while (heads.some(({ done }) => !done)) {
    const times = heads.map(({ done, value }) =>
      done ? Number.POSITIVE_INFINITY : ((value as LogEvent)?.at ?? 0),
    );
    const first = times.indexOf(Math.min(...times));
    yield heads[first]!.value as LogEvent | undefined;
    heads[first] = await logs[first]!.next();
  }
}

async function* readLog(file: string): AsyncGenerator<LogEvent | undefined> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) if (line !== "") yield readEvent(line);
}

type Bag = Record<string, unknown>;

const TYPES = ["track", "identify", "group", "page"];

/** What a line says, or `undefined` where it is no event: a type, a person and a time it has to have. */
export function readEvent(line: string): LogEvent | undefined {
  let event: Bag;
  try {
    event = Object(JSON.parse(line)) as Bag;
  } catch {
    return undefined;
  }
  const { type, userId, anonymousId, timestamp, messageId, groupId } = event;
  const context = Object(event.context) as Bag;
  const at = Date.parse(`${timestamp}`);
  const user = userId ?? anonymousId;
  const isTrack = type === "track";
  if (!TYPES.includes(`${type}`) || typeof user !== "string" || Number.isNaN(at)) return undefined;
  if (isTrack && typeof event.event !== "string") return undefined;
  return {
    type: type as LogEvent["type"],
    user,
    account: asText(groupId) ?? asText(context.groupId),
    name: isTrack ? `${event.event}` : "",
    id: asText(messageId) ?? `${user} ${at} ${event.event}`,
    at,
    properties: Object(event.properties) as Properties,
    traits: Object(event.traits) as Properties,
    path:
      asText((Object(context.page) as Bag).path) ??
      (type === "page" ? asText((Object(event.properties) as Bag).path) : undefined),
    zone: asText(context.timezone),
  };
}

const asText = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
