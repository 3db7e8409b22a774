import { Fragment, h } from "preact";
import type { ChecklistView, ItemView } from "../../../sdk/stage.ts";
import type { Kit } from "../../frame/kit.ts";
import { IconButton, Tick } from "../../parts/icon.tsx";
import { MINUS } from "../../parts/panelIcons.ts";
import { Body, Say, Title } from "../../parts/say.tsx";
import { PANEL_WORDS } from "../../text/panelWords.ts";

interface SizedProps {
  readonly kit: Kit;
  readonly view: ChecklistView;
  onMinimise(minimised: boolean): void;
}

interface HeadProps extends SizedProps {
  onClose(): void;
}

/** Nothing is left to do in it. */
export const isOver = ({ done, skipped }: ItemView): boolean => done || skipped;

export const countOver = ({ items }: ChecklistView): number => items.filter(isOver).length;

/** "1 of 3", or "1 of 3 done". */
export const sayCount = (kit: Kit, view: ChecklistView, isWhole: boolean): string =>
  kit.fill(isWhole ? kit.speak(PANEL_WORDS).doneOf : kit.words.stepOf, {
    n: countOver(view),
    m: view.items.length,
  });

export const titleOf = (kit: Kit, { plan }: ChecklistView) =>
  plan.title ?? kit.own(kit.speak(PANEL_WORDS).checklist);

/** The title, how far one is, and the ways out. */
export const ChecklistHead = ({ kit, view, onMinimise, onClose }: HeadProps) => {
  const { key, plan, items, phase } = view;
  const over = countOver(view);
  return (
    <div class="head">
      <Title kit={kit} id={key} text={titleOf(kit, view)} />
      {phase === "live" && (
        <span class="tools">
          {!plan.target && (
            <IconButton
              label={kit.speak(PANEL_WORDS).minimise}
              path={MINUS}
              part="minimise"
              onPress={() => onMinimise(true)}
            />
          )}
          <IconButton label={kit.words.close} onPress={onClose} />
        </span>
      )}
      <Body kit={kit} text={plan.body} />
      <div
        class="progress"
        part="progress"
        role="progressbar"
        aria-labelledby={`${key}-count`}
        aria-valuemin={0}
        aria-valuemax={items.length}
        aria-valuenow={over}
      >
        <span style={{ width: `${(100 * over) / (items.length || 1)}%` }} />
      </div>
      <p class="note" id={`${key}-count`}>
        {over < items.length ? <bdi>{sayCount(kit, view, true)}</bdi> : <AllDone kit={kit} />}
      </p>
    </div>
  );
};

const AllDone = ({ kit }: Pick<HeadProps, "kit">) => (
  <Fragment>
    <Tick /> {kit.speak(PANEL_WORDS).allDone}
  </Fragment>
);

interface PillProps extends SizedProps {
  onBox(box: HTMLElement | null): void;
}

/** The checklist made small. Once its gap is bridged it only says so. */
export const Pill = ({ kit, view, onMinimise, onBox }: PillProps) => {
  const look = { class: "pill surface held", part: "pill", ref: onBox };
  return view.phase === "done" ? (
    <div {...look} tabIndex={-1}>
      <AllDone kit={kit} />
    </div>
  ) : (
    <button {...look} type="button" aria-expanded={false} onClick={() => onMinimise(false)}>
      <span class="dial" style={{ "--done": countOver(view) / (view.items.length || 1) }} />
      <Say kit={kit} text={titleOf(kit, view)} class="name" />
      <span class="count">
        {" · "}
        <bdi>{sayCount(kit, view, false)}</bdi>
      </span>
    </button>
  );
};
