import type { Outgoing } from "../sdk/delivery/envelope.ts";
import type { ListenOptions, Reply, Transport } from "../sdk/ports.ts";

/** An endpoint that takes all it is given, and remembers it. */
export interface Mailbox extends Transport {
  /** What has arrived, in its order, each once. */
  readonly mail: readonly Outgoing[];
  /** Nothing is known of anybody elsewhere. */
  get(url: string, bearer: string): Promise<Reply>;
  /** Nor is there ever news: it has no stream. */
  listen(url: string, bearer: string, options: ListenOptions): Promise<number>;
}

export function createMailbox(): Mailbox {
  const mail: Outgoing[] = [];
  return {
    mail,
    get: async () => ({ status: 404 }),
    listen: async () => 404,
    async post(_, body) {
      const { batch } = JSON.parse(body) as { readonly batch: readonly Outgoing[] };
      for (const event of batch) {
        if (!mail.some(({ messageId }) => messageId === event.messageId)) mail.push(event);
      }
      return { status: 200 };
    },
  };
}
