import { setTimeout as wait } from "node:timers/promises";
import type { Bag } from "../dialects/specEvent.ts";
import { isBag } from "../dialects/specEvent.ts";
import { parseTime } from "../dialects/time.ts";
import { createFault, formatFault } from "../sdk/config/faults.ts";
import { hash128 } from "../sdk/domain/lib/hash.ts";
import { CommandError } from "./commandError.ts";
import { describeRefused } from "./describeRefused.ts";
import { countRefused, type Gauge } from "./logs/gauge.ts";
import { type Meter, NO_METER } from "./logs/meter.ts";
import { type LogCall, openCalls } from "./logs/readCalls.ts";
import { type Destination, sendCalls } from "./sendCalls.ts";
import type { Answer } from "./simulateCommand.ts";

export const IMPORT_USAGE = `milepost import LOG... --to URL [--key KEY] [--secret SECRET] [--from ISO] [--dry]
  Sends the events of logs to a receiver, or to another endpoint of the Segment spec, with their own times. Logs are
  read as simulate reads them. Nobody is shown anything for it: each event says "imported" in its context. An event
  keeps its messageId, so what is sent twice is stored once: an import that broke off is simply run again. What is no
  event, or is not taken, is said with its line, and the command fails.
  --to      the address of the receiver; /v1/batch is added where it has no path
  --key     the write key
  --secret  the key's secret: without it a receiver with keys believes no time that is over eight days old
  --from    only what happened from then on
  --dry     reads and counts, and sends nothing`;

export const IMPORT_OPTIONS = {
  to: { type: "string" },
  key: { type: "string" },
  secret: { type: "string" },
  from: { type: "string" },
  dry: { type: "boolean" },
} as const;

export interface ImportValues {
  readonly to?: string;
  readonly key?: string;
  readonly secret?: string;
  readonly from?: string;
  readonly dry?: boolean;
}

/** Events and characters of a batch: half of what the Segment spec lets one have. */
const MOST_EVENTS = 250;
const MOST_CHARACTERS = 250_000;
/** Of what was not taken, so many lines are said. */
const MOST_LINES = 20;

interface Sum {
  events: number;
  taken: number;
  readonly refused: string[];
}

/** @throws {CommandError} where nothing can be sent. */
export async function runImport(
  operands: readonly string[],
  values: ImportValues,
  meter: Meter = NO_METER,
): Promise<Answer> {
  if (operands.length === 0) throw new CommandError(`expected at least one log\n${IMPORT_USAGE}`);
  const to = readDestination(values);
  const from = readFrom(values.from);
  const sum: Sum = { events: 0, taken: 0, refused: [] };
  const gauges: Gauge[] = [];
  for (const name of operands) {
    const log = await openCalls(name, meter);
    try {
      meter.begin(log.bytes);
      for (const batch of inBatches(log.calls, from)) await send(batch, to, sum, values.dry === true);
      gauges.push(log.gauge);
    } finally {
      log.close();
    }
  }
  return describe(sum, gauges, to.url, values.dry === true);
}

async function send(batch: readonly LogCall[], to: Destination, sum: Sum, isDry: boolean): Promise<void> {
  sum.events += batch.length;
  if (isDry) return;
  const [first] = batch;
  try {
    const refused = await sendCalls(batch.map(toCall), to);
    sum.taken += batch.length - refused.length;
    for (const { index, code } of refused) {
      const { log, line } = batch[index]!;
      sum.refused.push(`${log}:${line}: not taken: ${code}`);
    }
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const done = `taken up to ${first!.log}:${first!.line}: ${COUNT.format(sum.taken)} events; run it again to go on`;
    throw new CommandError(`${error.message}\n${done}`);
  }
}

const COUNT = new Intl.NumberFormat("en");

function describe(
  { events, taken, refused }: Sum,
  gauges: readonly Gauge[],
  url: string,
  isDry: boolean,
): Answer {
  const unread = gauges.flatMap(describeRefused);
  const more = refused.length > MOST_LINES ? [`and ${COUNT.format(refused.length - MOST_LINES)} more`] : [];
  const rejected = gauges.reduce((all, gauge) => all + countRefused(gauge), refused.length);
  const left = rejected > 0 ? `; ${COUNT.format(rejected)} not` : "";
  const out = isDry
    ? `${COUNT.format(events)} events to send to ${url}${left}`
    : `${COUNT.format(taken)} events taken by ${url}${left}`;
  return { out: [out], err: [...unread, ...refused.slice(0, MOST_LINES), ...more], ok: rejected === 0 };
}

function* inBatches(calls: Iterable<LogCall>, from: number): Generator<readonly LogCall[]> {
  let batch: LogCall[] = [];
  let characters = 0;
  for (const call of calls) {
    if (call.event.at < from) continue;
    const { length } = call.event.line;
    if (batch.length === MOST_EVENTS || (batch.length > 0 && characters + length > MOST_CHARACTERS)) {
      yield batch;
      batch = [];
      characters = 0;
    }
    batch.push(call);
    characters += length;
  }
  if (batch.length > 0) yield batch;
}

/** What a messageId may be in the receiver. */
const SOUND_ID = /^[A-Za-z0-9._-]{1,64}$/;

/** As it is sent: with one time, its own, and an id that is the same each time. */
function toCall({ call, event: { at, id } }: LogCall): Bag {
  const { sentAt: _, originalTimestamp: __, receivedAt: ___, ...rest } = call;
  return {
    ...rest,
    messageId: SOUND_ID.test(id) ? id : `mp_import_${hash128(id)}`,
    timestamp: new Date(at).toISOString(),
    context: { ...(isBag(call.context) && call.context), imported: true },
  };
}

function readDestination({ to, key, secret }: ImportValues): Destination {
  const url = to !== undefined && URL.canParse(to) ? new URL(to) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new CommandError(
      formatFault(
        createFault(
          ["--to"],
          to === undefined ? "nothing" : JSON.stringify(to),
          "an address like https://receiver.example",
        ),
      ),
    );
  if (url.pathname === "/") url.pathname = "/v1/batch";
  return { url: url.href, writeKey: key, secret, fetch, wait };
}

function readFrom(said: string | undefined): number {
  if (said === undefined) return Number.NEGATIVE_INFINITY;
  const from = parseTime(said);
  if (!Number.isNaN(from)) return from;
  throw new CommandError(formatFault(createFault(["--from"], JSON.stringify(said), "an ISO date")));
}
