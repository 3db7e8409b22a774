import { h } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Part } from "../edit.ts";
import type { Inspected } from "../inspected.ts";
import type { Model, Shot } from "../model.ts";
import { Guides } from "./guides.tsx";
import { Live } from "./live.tsx";
import { Outline } from "./outline.tsx";
import { Pick } from "./pick.tsx";
import { Progress } from "./progress.tsx";
import { Try } from "./try.tsx";

const TABS = ["Guides", "Live", "Progress", "Try", "Pick"] as const;
type Tab = (typeof TABS)[number];

export interface PanelProps {
  readonly model: Model;
  readonly inspected: Inspected;
  readonly shadow: ShadowRoot;
  close(): void;
}

export function Panel({ model, inspected, shadow, close }: PanelProps) {
  const [shot, setShot] = useState(model.get());
  const [tab, setTab] = useState<Tab>("Guides");
  const [isSmall, setSmall] = useState(false);
  const [isLeft, setLeft] = useState(false);
  const [meant, setMeant] = useState<Part>();
  const [over, setOver] = useState<Element>();
  const box = useRef<HTMLElement>(null);
  const id = useId();
  useLayoutEffect(() => model.onChange(() => setShot(model.get())), [model]);
  useLayoutEffect(() => box.current!.querySelector<HTMLElement>("[role=tab][tabindex='0']")!.focus(), []);
  // What was pressed for it is not there any more.
  useLayoutEffect(() => {
    if (meant) box.current!.querySelector<HTMLElement>("[data-tab=Pick]")!.focus();
  }, [meant]);

  const pickFor = (part: Part) => {
    setMeant(part);
    setTab("Pick");
  };
  return (
    <section
      ref={box}
      class={`inspector${isSmall ? " small" : ""}${isLeft ? " left" : ""}`}
      aria-label="Milepost inspector"
      onPointerEnter={() => void model.look()}
      // In a field, Esc is for its list and for what is written there.
      onKeyDown={({ key, target }) =>
        key === "Escape" && !isSmall && !(target as Element).matches("input,textarea,select") && close()
      }
    >
      <header class="bar">
        <h2 class="name">Milepost</h2>
        <span class="product">{inspected.plan.product}</span>
        <Tool side label={isLeft ? "Move to the right" : "Move to the left"} run={() => setLeft(!isLeft)}>
          {isLeft ? "M4 8h8M9 5l3 3-3 3" : "M12 8H4M7 5 4 8l3 3"}
        </Tool>
        <Tool label={isSmall ? "Open" : "Fold"} run={() => setSmall(!isSmall)}>
          {isSmall ? "M4 10l4-4 4 4" : "M4 6l4 4 4-4"}
        </Tool>
        <Tool label="Close the inspector" run={close}>
          M4 4l8 8M12 4l-8 8
        </Tool>
      </header>
      <Rehearsed shot={shot} model={model} />
      <div class="rest" hidden={isSmall}>
        <Tabs id={id} tab={tab} choose={setTab} />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it by keys */}
        <div role="tabpanel" class="scroll" id={`${id}-panel`} aria-labelledby={`${id}-${tab}`} tabIndex={0}>
          {tab === "Guides" && <Guides {...{ shot, model, inspected, pickFor }} />}
          {tab === "Live" && <Live shot={shot} />}
          {tab === "Progress" && <Progress shot={shot} />}
          {tab === "Try" && <Try {...{ shot, model, inspected }} />}
          {tab === "Pick" && <Pick {...{ inspected, meant, host: shadow.host, setSmall, setOver }} />}
        </div>
      </div>
      <Outline of={over} />
    </section>
  );
}

/** What is tried on the page is said as long as it stands there. */
function Rehearsed({ shot: { rehearsal }, model }: { readonly shot: Shot; readonly model: Model }) {
  return (
    <div role="status" class={rehearsal?.isShown ? "tried" : ""}>
      {rehearsal?.isShown && (
        <span>You see {rehearsal.attempt.what}. Nothing of it is stored or reported.</span>
      )}
      {rehearsal?.isShown && (
        <button type="button" class="button quiet" onClick={() => void model.rehearse()}>
          Back
        </button>
      )}
    </div>
  );
}

interface ToolProps {
  readonly label: string;
  /** Of no use where the panel is as wide as the page. */
  readonly side?: boolean;
  readonly children: string;
  run(): void;
}

function Tool({ label, side, run, children }: ToolProps) {
  return (
    <button type="button" class={side ? "tool side" : "tool"} aria-label={label} title={label} onClick={run}>
      <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
        <path d={children} />
      </svg>
    </button>
  );
}

function Tabs({ id, tab, choose }: { id: string; tab: Tab; choose(tab: Tab): void }) {
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length]!;
    choose(next);
    (event.currentTarget as HTMLElement).querySelector<HTMLElement>(`[data-tab=${next}]`)!.focus();
  };
  return (
    <div role="tablist" aria-label="What to look at" class="tabs" onKeyDown={onKeyDown}>
      {TABS.map((one) => (
        <button
          key={one}
          type="button"
          role="tab"
          id={`${id}-${one}`}
          data-tab={one}
          aria-selected={one === tab}
          aria-controls={`${id}-panel`}
          tabIndex={one === tab ? 0 : -1}
          onClick={() => choose(one)}
        >
          {one}
        </button>
      ))}
    </div>
  );
}
