import { type GapSaid, type Making, type View, withTables } from "./query.ts";

/** When gaps were paused, as pages say once a session: from the first that says so to the next that does not. */
export function createPauses({ dialect: { literal }, view }: Making, gaps: readonly GapSaid[]): View {
  // A list is read as the text that it is: taking out what is not in it changes nothing.
  const has = (id: string): string => `replace(paused, ${literal(JSON.stringify(id))}, '') <> paused`;
  const isPaused = ({ id, guides }: GapSaid): string => {
    const all = guides.length > 0 ? [`(${guides.map(has).join(" and ")})`] : [];
    return [has("*"), has(id), ...all].join("\n    or ");
  };
  const query = withTables(
    {
      loaded: `  select happened_ms, coalesce(paused, '') as paused
  from ${view("calls")} where event = 'Milepost Loaded'`,
      told: gaps
        .map(
          (gap) => `  select ${literal(gap.id)} as gap_id, happened_ms,
    case when ${isPaused(gap)} then 1 else 0 end as is_paused
  from loaded`,
        )
        .join("\n  union all\n"),
      followed: `  select gap_id, happened_ms, is_paused,
    max(is_paused) over (partition by gap_id order by happened_ms, is_paused
      rows between 1 preceding and 1 preceding) as was_paused
  from told`,
      changes: `  select gap_id, is_paused, happened_ms as paused_ms,
    min(happened_ms) over (partition by gap_id order by happened_ms, is_paused
      rows between 1 following and 1 following) as resumed_ms
  from followed where is_paused <> coalesce(was_paused, 0)`,
    },
    `select gap_id, paused_ms, resumed_ms
from changes where is_paused = 1`,
  );
  return { name: "pauses", query };
}
