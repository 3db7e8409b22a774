import { Fragment, h } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Inspected } from "../inspected.ts";
import { pointAt } from "../picker/pointAt.ts";
import { type Suggestion, suggestTargets } from "../picker/suggest.ts";
import { Copy } from "./copy.tsx";

export interface PickProps {
  readonly inspected: Inspected;
  /** The guide whose target is looked for; empty for a new one. */
  readonly meant: string;
  readonly host: Element;
  /** Folds the panel away. */
  setSmall(isSmall: boolean): void;
}

/** Points at an element and gives a target for it. */
export function Pick({ inspected, meant, host, setSmall }: PickProps) {
  const [over, setOver] = useState<Element>();
  const [chosen, setChosen] = useState<Element>();
  const [suggestions, setSuggestions] = useState<readonly Suggestion[]>([]);
  const [isPicking, setPicking] = useState(false);
  const avoid = inspected.plan.debug?.avoid ?? [];

  // Not after the next picture: keys that come at once are meant for it too.
  useLayoutEffect(() => {
    if (!isPicking) return;
    setSmall(true);
    const onChosen = (element: Element | undefined) => {
      setPicking(false);
      setOver(undefined);
      setSmall(false);
      if (!element) return;
      setChosen(element);
      setSuggestions(suggestTargets(element, avoid));
    };
    return pointAt({ host, onMeant: setOver, onChosen });
  }, [isPicking, setSmall, host, avoid]);

  return (
    <div class="parts">
      <section>
        <h3>{meant ? `A target for ${meant}` : "A target for a new guide"}</h3>
        <p class="note">
          Point at it and press, or use the arrow keys: up to what it is in, down into it, left and right
          beside it; Enter takes it, Esc leaves off.
        </p>
        <div class="acts">
          <button type="button" class="button main" onClick={() => setPicking(true)}>
            Pick an element
          </button>
        </div>
      </section>
      {over && <Outline of={over} />}
      {chosen && (
        <section aria-live="polite">
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

function Target({ one, isFirst, meant }: { one: Suggestion; isFirst: boolean; meant: string }) {
  const { target, matches, risks } = one;
  const guide = meant
    ? [{ op: "replace", path: `/guides/${meant}/target`, value: target }]
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

/** A frame around what is meant, and what it is. */
function Outline({ of }: { readonly of: Element }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { top, left, width, height } = of.getBoundingClientRect();
    const { style, classList } = box.current!;
    Object.assign(style, { top: `${top}px`, left: `${left}px`, width: `${width}px`, height: `${height}px` });
    classList.toggle("low", top < 24);
  }, [of]);
  return (
    <div ref={box} class="outline">
      <span role="status">{toName(of)}</span>
    </div>
  );
}

const toName = (element: Element): string => {
  const text = (element.textContent ?? "").replaceAll(/\s+/g, " ").trim().slice(0, 40);
  return text ? `${element.localName} "${text}"` : element.localName;
};
