import type { Bag } from "../dialects/specEvent.ts";
import { CommandError } from "./commandError.ts";

export interface Destination {
  /** Where batches go. */
  readonly url: string;
  readonly writeKey: string | undefined;
  /** Shown in place of the key, by a server alone. */
  readonly secret: string | undefined;
  readonly fetch: typeof fetch;
  /** Resolves after so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
}

/** A call that was not taken. */
export interface Refusal {
  /** Its place in what was sent. */
  readonly index: number;
  /** As the receiver says it. */
  readonly code: string;
}

/** Tries of one batch, before the import gives up: some five minutes. */
const TRIES = 10;
const LONGEST_WAIT = 60_000;

/**
 * Sends calls in one batch, again and again while the receiver is away or asks to wait. A batch that is too large goes
 * in halves. Sending one that was taken before changes nothing: its messageIds are known.
 * @returns Those that were not taken, and would not be another time.
 * @throws {CommandError} where it is refused as a whole, or nobody answers in all tries.
 */
export async function sendCalls(calls: readonly Bag[], to: Destination): Promise<Refusal[]> {
  if (calls.length === 0) return [];
  for (let tries = 1; ; tries++) {
    const reply = await post(calls, to);
    if (typeof reply === "object" && reply.status === 413) {
      if (calls.length === 1) return [{ index: 0, code: "too-large" }];
      return sendHalves(calls, to);
    }
    if (typeof reply === "object" && reply.ok) return readRefusals(await reply.text(), calls, to);
    const said = typeof reply === "string" ? reply : await describe(reply);
    const mayHelp = typeof reply === "string" || reply.status === 429 || reply.status >= 500;
    if (!mayHelp || tries === TRIES) throw new CommandError(`${to.url}: ${said}`);
    const asked = typeof reply === "string" ? 0 : Number(reply.headers.get("retry-after") ?? 0) * 1000;
    await to.wait(Math.min(LONGEST_WAIT, Math.max(asked || 0, 500 * 2 ** tries)));
  }
}

async function sendHalves(calls: readonly Bag[], to: Destination): Promise<Refusal[]> {
  const half = Math.ceil(calls.length / 2);
  const first = await sendCalls(calls.slice(0, half), to);
  const second = await sendCalls(calls.slice(half), to);
  return [...first, ...second.map(({ index, code }) => ({ index: index + half, code }))];
}

/** The reply, or why none came. */
async function post(batch: readonly Bag[], { url, writeKey, secret, fetch: ask }: Destination) {
  const name = secret ?? writeKey;
  try {
    return await ask(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(name !== undefined && { authorization: `Basic ${Buffer.from(`${name}:`).toString("base64")}` }),
      },
      // Nothing says when it was sent: a receiver that is told puts long ago down to a wrong clock.
      body: JSON.stringify({ ...(writeKey !== undefined && { writeKey }), batch }),
    });
  } catch (error) {
    const { cause, message } = error as Error;
    return `found no answer (${cause instanceof Error && cause.message ? cause.message : message})`;
  }
}

async function describe(reply: Response): Promise<string> {
  const text = (await reply.text().catch(() => "")).slice(0, 200);
  return `found status ${reply.status}${text ? ` with ${text}` : ""}, expected 200`;
}

interface Rejected {
  readonly id: string;
  readonly code: string;
}

/** Of a receiver that names none, all are taken. */
async function readRefusals(text: string, calls: readonly Bag[], to: Destination): Promise<Refusal[]> {
  const rejected = getRejected(text);
  const codes = new Map(rejected.map(({ id, code }) => [id, code]));
  const refused = calls.flatMap(({ messageId }, index) => {
    const code = codes.get(`${messageId}`);
    return code === undefined ? [] : [{ index, code }];
  });
  if (refused.length < codes.size)
    throw new CommandError(
      `${to.url}: found a reply that refuses what was not sent, expected its messageIds`,
    );
  return refused;
}

function getRejected(text: string): Rejected[] {
  try {
    const { rejected = [] } = JSON.parse(text) as { readonly rejected?: Rejected[] };
    return Array.isArray(rejected) ? rejected : [];
  } catch {
    return [];
  }
}
