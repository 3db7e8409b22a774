import type { StoredEvent } from "../database/events.ts";
import type { Figures } from "../figures/startFigures.ts";
import type { Progress } from "../progress/createProgress.ts";
import type { Live } from "./routes/liveRoutes.ts";
import type { Metrics } from "./routes/metricsRoutes.ts";

interface Told {
  readonly metrics: Metrics;
  readonly live: Live;
  readonly progress: Progress;
  readonly figures: Figures | undefined;
  readonly noted: ReadonlyArray<{ note(events: readonly StoredEvent[]): void }>;
}

/** Who hears of what was stored. */
export const tellStored =
  ({ metrics, live, progress, figures, noted }: Told) =>
  (events: readonly StoredEvent[], seqs: readonly string[]): void => {
    metrics.countStored(events.length, seqs.length);
    // What is imported has happened long ago: open pages are not told of it.
    if (seqs.length > 0 && events.some(({ context }) => context.imported !== true)) live.tell(seqs);
    progress.tell(events);
    figures?.note();
    for (const one of noted) one.note(events);
  };
