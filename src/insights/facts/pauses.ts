import type { LogEvent } from "../../replay/logEvent.ts";
import type { Plan } from "../../sdk/domain/plan/plan.ts";
import type { PauseRow } from "./rows.ts";

/** When gaps were paused, as pages say once a session: from the first that says so to the next that does not. */
export interface Pauses {
  note(event: Pick<LogEvent, "name" | "properties" | "at">): void;
  getRows(): PauseRow[];
}

export function createPauses({ gaps, guides }: Pick<Plan, "gaps" | "guides">): Pauses {
  const known = new Set(guides.map(({ id }) => id));
  const since = new Map<string, number>();
  const rows: PauseRow[] = [];
  return {
    note({ name, properties: { paused }, at }) {
      if (name !== "Milepost Loaded") return;
      const ids = new Set<unknown>(Array.isArray(paused) ? paused : []);
      for (const { id, bridge } of gaps) {
        const own = bridge.flatMap(({ show }) => show).filter((one) => known.has(one));
        // A bridge of which every guide is paused shows nothing either.
        const isPaused = ids.has("*") || ids.has(id) || (own.length > 0 && own.every((one) => ids.has(one)));
        const from = since.get(id);
        if (isPaused && from === undefined) since.set(id, at);
        if (isPaused || from === undefined) continue;
        since.delete(id);
        rows.push({ gap: id, from, until: at });
      }
    },
    getRows: () => [...rows, ...[...since].map(([gap, from]) => ({ gap, from, until: null }))],
  };
}
