import type { Outgoing } from "../../src/sdk/delivery/envelope.ts";
import type { Clock, Reply, Transport } from "../../src/sdk/ports.ts";

export interface Request {
  readonly at: number;
  readonly url: string;
  readonly body: string;
  readonly leaving: boolean;
  readonly writeKey: string;
  readonly token?: string;
  readonly batch: readonly Outgoing[];
}

/** What becomes of a request: whether its events are stored, what is replied, and after how long. */
export interface Fate {
  /** Ids that are stored; all by default where the reply is a 2xx, else none. */
  readonly stores?: readonly string[];
  /** Left out: the connection breaks. */
  readonly reply?: Reply;
  readonly takesMs?: number;
}

export interface FakeEndpoint extends Transport {
  readonly requests: Request[];
  /** What is stored, by message id, in the order of arrival. */
  readonly rows: Map<string, Outgoing>;
  /** Decides from now on. */
  decide(fate: (request: Request) => Fate): void;
}

export const TAKEN: Fate = { reply: { status: 200 } };
export const BROKEN: Fate = {};
export const answers = (status: number, more: Partial<Reply> = {}): Fate => ({ reply: { status, ...more } });

/** A receiver that keeps one row a message, as the real one does, and fails as it is told to. */
export function createFakeEndpoint(clock: Clock): FakeEndpoint {
  const requests: Request[] = [];
  const rows = new Map<string, Outgoing>();
  let fate: (request: Request) => Fate = () => TAKEN;
  return {
    requests,
    rows,
    decide(next) {
      fate = next;
    },
    async post(url, body, { leaving }) {
      const request: Request = { at: clock.now(), url, body, leaving, ...JSON.parse(body) };
      requests.push(request);
      const { reply, stores, takesMs = 0 } = fate(request);
      const isTaken = reply !== undefined && reply.status >= 200 && reply.status < 300;
      for (const event of request.batch) {
        const isStored = stores ? stores.includes(event.messageId) : isTaken;
        if (isStored && !rows.has(event.messageId)) rows.set(event.messageId, event);
      }
      if (takesMs) await new Promise<void>((resolve) => clock.wake(clock.now() + takesMs, resolve));
      if (!reply) throw new TypeError("Failed to fetch");
      return reply;
    },
  };
}
