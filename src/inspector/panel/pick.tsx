import { Fragment, h } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { findTargetOf, type Part, toPath } from "../edit.ts";
import type { Inspected } from "../inspected.ts";
import { pointAt } from "../picker/pointAt.ts";
import { type Suggestion, suggestTargets } from "../picker/suggest.ts";
import { Copy } from "./copy.tsx";
import { toName } from "./outline.tsx";

export interface PickProps {
  readonly inspected: Inspected;
  /** What a target is looked for; left out: a new guide. */
  readonly meant: Part | undefined;
  readonly host: Element;
  /** Folds the panel away. */
  setSmall(isSmall: boolean): void;
  /** Says what is meant while one points. */
  setOver(element: Element | undefined): void;
}

/** The same one each time: what is pointed at is forgotten where another one comes. */
const NONE: readonly string[] = [];

/** Points at an element and gives a target for it. */
export function Pick({ inspected, meant, host, setSmall, setOver }: PickProps) {
  const button = useRef<HTMLButtonElement>(null);
  const wasPicking = useRef(false);
  const [chosen, setChosen] = useState<Element>();
  const [suggestions, setSuggestions] = useState<readonly Suggestion[]>([]);
  const [isPicking, setPicking] = useState(false);
  const avoid = inspected.plan.debug?.avoid ?? NONE;
  const known = meant && findTargetOf(inspected.plan, meant);

  // Not after the next picture: keys that come at once are meant for it too.
  useLayoutEffect(() => {
    // Whoever has pointed by keys goes on where they began.
    if (!isPicking && wasPicking.current) button.current?.focus();
    wasPicking.current = isPicking;
    if (!isPicking) return;
    setSmall(true);
    const onChosen = (element: Element | undefined) => {
      setPicking(false);
      setOver(undefined);
      setSmall(false);
      if (!element) return;
      setChosen(element);
      setSuggestions(suggestTargets(element, { avoid, known }));
    };
    return pointAt({ host, onMeant: setOver, onChosen });
  }, [isPicking, setSmall, setOver, host, avoid, known]);

  return (
    <div class="parts">
      <section>
        <h3>{`A target for ${meant ? nameOf(meant) : "a new guide"}`}</h3>
        <p class="note">
          Point at it and press, or use the arrow keys: up to what it is in, down into it, left and right
          beside it; Enter takes it, Esc leaves off.
        </p>
        <div class="acts">
          <button ref={button} type="button" class="button main" onClick={() => setPicking(true)}>
            Pick an element
          </button>
        </div>
      </section>
      <p role="status" class="region">
        {chosen && `${toName(chosen)}: ${suggestions.length} ways to find it.`}
      </p>
      {chosen && (
        <section>
          <h3>{toName(chosen)}</h3>
          {suggestions.length === 0 && (
            <p class="empty">Nothing tells it from others. Give it an attribute like data-tour.</p>
          )}
          <ul class="list">
            {suggestions.map((one, i) => (
              <li key={JSON.stringify(one.target)} class="row">
                <Target one={one} isFirst={i === 0} meant={meant} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Target({ one, isFirst, meant }: { one: Suggestion; isFirst: boolean; meant: Part | undefined }) {
  const { target, matches, risks } = one;
  const guide = meant
    ? [{ op: "add", path: toPath(meant, "target"), value: target }]
    : { "new-guide": { type: "tooltip", on: location.pathname, target, title: "What to do here" } };
  return (
    <Fragment>
      <div class="line">
        <strong>{isFirst ? "The best one" : "Another one"}</strong>
        <span class={`mark ${matches === 1 ? "shown" : "mend"}`}>
          {matches === 1 ? "finds it alone" : matches === 0 ? "does not find it" : `finds ${matches}`}
        </span>
      </div>
      {risks.map((risk) => (
        <p key={risk} class="note">
          {risk}
        </p>
      ))}
      <Copy label="Copy the target" text={JSON.stringify(target)} />
      <details>
        <summary>{meant ? "The change of the config" : "A guide there"}</summary>
        <Copy label={meant ? "Copy the change" : "Copy the guide"} text={JSON.stringify(guide, null, 2)} />
      </details>
    </Fragment>
  );
}

const nameOf = ({ guide, step }: Part): string => (step === undefined ? guide : `${guide}, step ${step + 1}`);
