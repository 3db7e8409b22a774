import { h } from "preact";
import type { Shot } from "../model.ts";

const toTime = (at: number): string => new Date(at).toLocaleTimeString([], { hour12: false });

/** What comes, what it moves, and what leaves. */
export function Live({ shot: { happenings, outbox } }: { readonly shot: Shot }) {
  return (
    <div class="parts">
      <section>
        <h3>Events</h3>
        {happenings.length === 0 && (
          <p class="empty">Nothing has come since this was opened. Use the page.</p>
        )}
        <ul class="list" aria-live="polite" aria-relevant="additions">
          {happenings.map(({ id, at, kind, what, detail, moved }) => (
            <li key={id} class="row">
              <div class="line">
                <strong>{what}</strong>
                <span class="note">{`${kind === "report" ? "report, " : ""}${toTime(at)}`}</span>
              </div>
              {moved.map((one) => (
                <p key={one} class="moved">
                  {one}
                </p>
              ))}
              {detail && <p class="detail">{detail}</p>}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>Reports</h3>
        {outbox?.endpoint === undefined ? (
          <p class="empty">Nothing leaves: there is no endpoint, or no consent to that.</p>
        ) : (
          <div>
            <p class="note">{`To ${outbox.endpoint}`}</p>
            <Names what="Waits" names={outbox.waiting} />
            <Names what="Has left" names={outbox.left} />
          </div>
        )}
      </section>
    </div>
  );
}

const Names = ({ what, names }: { readonly what: string; readonly names: readonly string[] }) => (
  <p>
    <strong>{`${what}: ${names.length}`}</strong>
    {names.length > 0 && ` ${names.join(", ")}`}
  </p>
);
