import type { Clock, Reply, Transport } from "../ports.ts";
import { cutBatch, type Format } from "./batches.ts";
import type { Outgoing } from "./envelope.ts";
import { getDrops } from "./ledger.ts";
import type { Outbox } from "./outbox.ts";
import type { Tokens } from "./tokens.ts";

export interface PosterOptions {
  readonly outbox: Pick<Outbox, "storage" | "ledger">;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly writeKey: string;
  /** Segment's by default. */
  readonly format?: Format | undefined;
  /** Prove who a user is; each goes along with that user's events alone. */
  readonly tokens?: Tokens | undefined;
}

/** What was in a request, and what came of it; without a reply there was none. */
export interface Posted {
  readonly ids: readonly string[];
  readonly reply?: Reply | undefined;
}

/** Makes a request of the first batch of a queue. */
export interface Poster {
  /** With the token of its identity, asked for anew once where it is refused. @param onCut Told the ids before they go. */
  post(queue: readonly Outgoing[], most: number, onCut: (ids: readonly string[]) => void): Promise<Posted>;
  /** From a page that is being left: with the token that is at hand. */
  postLeaving(queue: readonly Outgoing[], most: number): Promise<Posted>;
}

/** @param url Where batches go: the whole address. */
export function createPoster(url: string, options: PosterOptions): Poster {
  const { outbox, transport, clock, writeKey, format, tokens } = options;

  async function send(
    queue: readonly Outgoing[],
    most: number,
    token: string | undefined,
    onCut?: (ids: readonly string[]) => void,
  ): Promise<Posted> {
    const head = {
      writeKey,
      token,
      sentAt: new Date(clock.now()).toISOString(),
      delivery: { storage: outbox.storage, dropped: getDrops(outbox.ledger()) },
    };
    const { ids, body } = cutBatch(queue, most, head, format);
    const to = format?.address?.(url, head) ?? url;
    const type = format?.type;
    onCut?.(ids);
    const reply = await transport
      .post(to, body, { leaving: !onCut, type, bearer: type && token })
      .catch(() => undefined);
    return { ids, reply };
  }

  return {
    async post(queue, most, onCut) {
      const { userId } = queue[0]!;
      const token = await tokens?.whenKnown(userId);
      const sent = await send(queue, most, token, onCut);
      if (sent.reply?.status !== 401) return sent;
      const next = await tokens?.whenKnown(userId, token).catch(() => undefined);
      return next && next !== token ? send(queue, most, next, onCut) : sent;
    },
    postLeaving: (queue, most) => send(queue, most, tokens?.known(queue[0]!.userId)),
  };
}
