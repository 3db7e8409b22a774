import { h } from "preact";
import type { Explanation } from "../../sdk/domain/decide/explain.ts";
import type { GuidePlan } from "../../sdk/domain/plan/plan.ts";
import { advise, type Standing } from "../advice.ts";
import { type Part, type Words as Written, withWords } from "../edit.ts";
import type { Inspected } from "../inspected.ts";
import type { Model, Shot } from "../model.ts";
import { nameOf } from "../words.ts";
import { Words } from "./words.tsx";

export interface GuidesProps {
  readonly shot: Shot;
  readonly model: Model;
  readonly inspected: Inspected;
  pickFor(part: Part): void;
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
  const { plan } = inspected;
  const rows = shot.guides
    .map((one) => ({ one, ...advise(one, plan.guides) }))
    .toSorted((a, b) => ORDER.indexOf(a.standing) - ORDER.indexOf(b.standing));
  if (rows.length === 0) return <p class="empty">This config has no guides, or could not start.</p>;
  return (
    <ul class="list">
      {rows.map(({ one, standing, todo }) => {
        const guide = plan.guides.find(({ id }) => id === one.guide);
        const show = (part: Part, words: Written) =>
          void model.rehearse(
            {
              what: `the guide ${one.guide} in new words`,
              guide: one.guide,
              plan: withWords(plan, part, words),
            },
            true,
          );
        return (
          <li key={one.guide} class="row">
            <div class="line">
              <strong>{one.guide}</strong>
              <span class={`mark ${standing}`}>{LABELS[standing]}</span>
            </div>
            {guide?.title && <p class="note">{`${guide.type}: ${nameOf(guide.title)}`}</p>}
            <p>{toWhy(one)}</p>
            {todo && <p class="todo">{todo}</p>}
            <div class="acts">
              {guide && guide.type !== "help" && (
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
              {guide && "target" in guide && guide.target && (
                <button type="button" class="button quiet" onClick={() => pickFor({ guide: one.guide })}>
                  Pick its target
                </button>
              )}
            </div>
            {guide && <Inside {...{ guide, show, pickFor }} />}
          </li>
        );
      })}
    </ul>
  );
}

interface InsideProps {
  readonly guide: GuidePlan;
  show(part: Part, words: Written): void;
  pickFor(part: Part): void;
}

/** A guide's words; of a tour, those of each step, and its target. */
function Inside({ guide, show, pickFor }: InsideProps) {
  if (guide.type !== "tour") {
    const part = { guide: guide.id };
    return (
      <details>
        <summary>Its words</summary>
        <Words part={part} given={guide} show={(words) => show(part, words)} />
      </details>
    );
  }
  return (
    <details>
      <summary>{guide.steps.length === 1 ? "Its step" : `Its ${guide.steps.length} steps`}</summary>
      {guide.steps.map((given, step) => {
        const part = { guide: guide.id, step };
        return (
          <fieldset key={toKey(part)} class="step">
            <legend>{`Step ${step + 1}`}</legend>
            <Words part={part} given={given} show={(words) => show(part, words)} />
            <div class="acts">
              <button type="button" class="button quiet" onClick={() => pickFor(part)}>
                {`Pick the target of step ${step + 1}`}
              </button>
            </div>
          </fieldset>
        );
      })}
    </details>
  );
}

const toKey = ({ guide, step }: Part): string => `${guide} ${step}`;

/** Without the guide's own name, which stands above it. */
export const toWhy = ({ guide, text }: Explanation): string => {
  const why = text.slice(guide.length + 2);
  return `${why.charAt(0).toUpperCase()}${why.slice(1)}.`;
};
