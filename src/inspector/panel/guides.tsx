import { h } from "preact";
import type { Explanation } from "../../sdk/domain/decide/explain.ts";
import { advise, type Standing } from "../advice.ts";
import type { Inspected } from "../inspected.ts";
import type { Model, Shot } from "../model.ts";
import { nameOf } from "../words.ts";
import { Words } from "./words.tsx";

export interface GuidesProps {
  readonly shot: Shot;
  readonly model: Model;
  readonly inspected: Inspected;
  pickFor(guide: string): void;
}

const LABELS: Readonly<Record<Standing, string>> = {
  mend: "Needs you",
  shown: "Shown",
  waits: "Waits",
  set: "Kept away",
};
const ORDER = Object.keys(LABELS);

/** Each guide with why it shows or not; what needs somebody comes first. */
export function Guides({ shot, model, inspected, pickFor }: GuidesProps) {
  const rows = shot.guides
    .map((one) => ({ one, ...advise(one) }))
    .toSorted((a, b) => ORDER.indexOf(a.standing) - ORDER.indexOf(b.standing));
  if (rows.length === 0) return <p class="empty">This config has no guides, or could not start.</p>;
  const { guides } = inspected.plan;
  return (
    <ul class="list">
      {rows.map(({ one, standing, todo }) => {
        const plan = guides.find(({ id }) => id === one.guide);
        return (
          <li key={one.guide} class="row">
            <div class="line">
              <strong>{one.guide}</strong>
              <span class={`mark ${standing}`}>{LABELS[standing]}</span>
            </div>
            {plan?.title && <p class="note">{`${plan.type}: ${nameOf(plan.title)}`}</p>}
            <p>{toWhy(one)}</p>
            {todo && <p class="todo">{todo}</p>}
            <div class="acts">
              {plan && plan.type !== "help" && (
                <button
                  type="button"
                  class="button quiet"
                  onClick={() =>
                    void model.rehearse({ what: `the guide ${one.guide}`, guide: one.guide }, true)
                  }
                >
                  Show it
                </button>
              )}
              {plan && "target" in plan && plan.target && (
                <button type="button" class="button quiet" onClick={() => pickFor(one.guide)}>
                  Pick its target
                </button>
              )}
            </div>
            {plan && <Words plan={plan} />}
          </li>
        );
      })}
    </ul>
  );
}

/** Without the guide's own name, which stands above it. */
export const toWhy = ({ guide, text }: Explanation): string => {
  const why = text.slice(guide.length + 2);
  return `${why.charAt(0).toUpperCase()}${why.slice(1)}.`;
};
