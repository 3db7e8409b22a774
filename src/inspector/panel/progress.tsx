import { h } from "preact";
import { tellAgo } from "../../sdk/domain/time/tellSpan.ts";
import type { Shot } from "../model.ts";
import type { ProgressRow } from "../progressRows.ts";

const STATES = {
  milestones: { done: "reached", open: "", none: "not yet" },
  gaps: { done: "bridged", open: "open", none: "closed" },
  segments: { done: "", open: "in it", none: "not in it" },
} as const;

/** Where the person stands. */
export function Progress({ shot: { rows, now } }: { readonly shot: Shot }) {
  if (!rows) return <p class="empty">Nothing is known of this person: there is no consent to that.</p>;
  return (
    <div class="parts">
      <p class="note">{`Here since ${new Date(rows.since).toLocaleString()}`}</p>
      <Rows title="Milestones" rows={rows.milestones} states={STATES.milestones} now={now} />
      <Rows title="Gaps" rows={rows.gaps} states={STATES.gaps} now={now} />
      <Rows title="Segments" rows={rows.segments} states={STATES.segments} now={now} />
    </div>
  );
}

interface RowsProps {
  readonly title: string;
  readonly rows: readonly ProgressRow[];
  readonly states: Readonly<Record<ProgressRow["state"], string>>;
  readonly now: number;
}

const Rows = ({ title, rows, states, now }: RowsProps) => (
  <section>
    <h3>{title}</h3>
    {rows.length === 0 && <p class="empty">The config has none.</p>}
    <ul class="list">
      {rows.map(({ id, name, state, at, clock }) => (
        <li key={id} class="row">
          <div class="line">
            <strong>{id}</strong>
            <span class={`mark ${state === "none" ? "set" : state === "done" ? "shown" : "waits"}`}>
              {states[state]}
            </span>
          </div>
          {name !== id && <p class="note">{name}</p>}
          {at !== undefined && <p class="note">{tellAgo(at, now)}</p>}
          {clock !== undefined && <p class="note">{`its clock began ${tellAgo(clock, now)}`}</p>}
        </li>
      ))}
    </ul>
  </section>
);
