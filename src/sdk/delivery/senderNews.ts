import { readRecord } from "../domain/lib/readRecord.ts";
import type { Tabs, Undo } from "../ports.ts";
import type { Outbox } from "./outbox.ts";

/** What the sender tells the other tabs, by message ids: a tab that is left then is not to send them too. */
interface News {
  /** On their way just now. */
  readonly away: readonly string[];
  /** Not held any more. */
  readonly gone: readonly string[];
}

export interface SenderNews {
  tell(away: News["away"], gone?: News["gone"]): void;
  /** Is another tab sending it just now? */
  isAway(id: string): boolean;
  stop: Undo;
}

export function createSenderNews(tabs: Tabs, outbox: Pick<Outbox, "forget">): SenderNews {
  let theirs: readonly string[] = [];
  return {
    tell: (away, gone = []) => tabs.post({ away, gone } satisfies News),
    isAway: (id) => theirs.includes(id),
    stop: tabs.onMessage((message) => {
      const { away, gone } = readRecord(message);
      if (!Array.isArray(away) || !Array.isArray(gone)) return;
      theirs = away;
      outbox.forget(gone);
    }),
  };
}
