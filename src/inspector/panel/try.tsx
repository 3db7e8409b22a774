import { h } from "preact";
import { useState } from "preact/hooks";
import { advise } from "../advice.ts";
import type { Inspected } from "../inspected.ts";
import type { Model, Shot } from "../model.ts";
import type { Attempt } from "../rehearsal.ts";
import { readSpan } from "../words.ts";
import { toWhy } from "./guides.tsx";

export interface TryProps {
  readonly shot: Shot;
  readonly model: Model;
  readonly inspected: Inspected;
}

/** What would show at another time, to somebody else, or by another config. */
export function Try({ shot, model, inspected }: TryProps) {
  const [span, setSpan] = useState("3d");
  const [segment, setSegment] = useState("");
  const ahead = readSpan(span);
  const { segments } = inspected.plan;
  if (!shot.rows) return <p class="empty">Without consent nothing can be tried.</p>;
  const attempt: Attempt = {
    what: [`the page in ${span}`, segment && `as ${segment}`].filter(Boolean).join(" "),
    ahead: ahead ?? 0,
    ...(segment && { segment }),
  };
  const isWrong = ahead === undefined;
  return (
    <div class="parts">
      <section>
        <h3>Another time, or somebody else</h3>
        <label>
          How far ahead
          <input
            value={span}
            aria-invalid={isWrong}
            aria-describedby="span-note"
            onInput={({ currentTarget }) => setSpan(currentTarget.value)}
          />
        </label>
        <p class="note" id="span-note">
          A number and s, min, h, d or w: 0d, 90min, 3d.
        </p>
        {segments.length > 0 && (
          <label>
            As if in the segment
            <select value={segment} onChange={({ currentTarget }) => setSegment(currentTarget.value)}>
              <option value="">their own</option>
              {segments.map(({ id }) => (
                <option key={id}>{id}</option>
              ))}
            </select>
          </label>
        )}
        <div class="acts">
          <button
            type="button"
            class="button main"
            disabled={isWrong}
            onClick={() => void model.rehearse(attempt)}
          >
            What shows then?
          </button>
          <button
            type="button"
            class="button quiet"
            disabled={isWrong}
            onClick={() => void model.rehearse(attempt, true)}
          >
            Show it on the page
          </button>
        </div>
        <Answer shot={shot} inspected={inspected} />
      </section>
      <Draft shot={shot} model={model} />
    </div>
  );
}

function Answer({ shot: { rehearsal }, inspected }: Pick<TryProps, "shot" | "inspected">) {
  return (
    <div aria-live="polite">
      {rehearsal && (
        <p>
          <strong>{`${rehearsal.attempt.what.replace(/^t/, "T")}:`}</strong>
        </p>
      )}
      <ul class="list">
        {rehearsal?.guides.map((one) => (
          <li key={one.guide} class="row">
            <div class="line">
              <strong>{one.guide}</strong>
              <span class={`mark ${advise(one, inspected.plan.guides).standing}`}>
                {one.show ? "Shown" : "Not shown"}
              </span>
            </div>
            {!one.show && <p class="note">{toWhy(one)}</p>}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Draft({ shot, model }: Pick<TryProps, "shot" | "model">) {
  const [text, setText] = useState("");
  const [isTried, setTried] = useState(false);
  const take = async (given: string) => {
    setText(given);
    await model.tryDraft(given);
    setTried(true);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    void (file ? file.text() : Promise.resolve(event.dataTransfer?.getData("text") ?? "")).then(take);
  };
  return (
    <section>
      <h3>A draft of the config</h3>
      <label>
        Paste it, or drop its file here
        <textarea
          rows={6}
          spellcheck={false}
          onDragOver={(event) => event.preventDefault()}
          onDrop={onDrop}
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
      </label>
      <div class="acts">
        <button
          type="button"
          class="button main"
          disabled={text.trim() === ""}
          onClick={() => void take(text)}
        >
          Show the draft
        </button>
      </div>
      <div role="alert">
        {isTried &&
          shot.faults.map((fault) => (
            <p key={fault} class="fault">
              {fault}
            </p>
          ))}
      </div>
    </section>
  );
}
