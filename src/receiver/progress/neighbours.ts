import { randomUUID } from "node:crypto";
import type { Database } from "../database/database.ts";

/** Other receivers of the database, whose streams may be of the same people. */
export interface Neighbours {
  /** Something has come that may change what these topics are about. */
  tell(topics: Iterable<string>): void;
  close(): Promise<void>;
}

export interface NeighboursOptions {
  readonly database: Pick<Database, "listen" | "query">;
  /** Told what others have told. */
  readonly onTold: (topics: readonly string[]) => void;
  /** What others have told until now was not heard. */
  readonly onBegin: () => void;
  readonly onError: (error: unknown) => void;
}

const CHANNEL = "milepost_progress";
/** Milliseconds in which what is to be told is gathered: each telling is a statement. */
const GATHER = 200;
/** Topics of one telling; PostgreSQL takes 8,000 bytes. */
const MOST = 300;

export function openNeighbours({ database, onTold, onBegin, onError }: NeighboursOptions): Neighbours {
  const self = randomUUID();
  const waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  async function send(): Promise<void> {
    timer = undefined;
    const topics = [...waiting];
    waiting.clear();
    for (let i = 0; i < topics.length; i += MOST) {
      const text = [self, ...topics.slice(i, i + MOST)].join(" ");
      await database.query("select pg_notify($1, $2)", [CHANNEL, text]);
    }
  }

  const leave = database.listen?.(CHANNEL, {
    onBegin,
    onText(text) {
      const [from, ...topics] = text.split(" ");
      if (from !== self) onTold(topics);
    },
  });
  return {
    tell(topics) {
      if (!leave) return;
      for (const topic of topics) waiting.add(topic);
      if (waiting.size > 0) timer ??= setTimeout(() => send().catch(onError), GATHER);
    },
    async close() {
      clearTimeout(timer);
      await leave?.();
    },
  };
}
