import { Fragment, h } from "preact";
import type { ChecklistView, ItemView } from "../../../sdk/stage.ts";
import type { WidgetContext } from "../../frame/widgetContext.ts";
import { IconButton, Tick } from "../../parts/icon.tsx";
import { Localized, Markdown, Title } from "../../parts/localized.tsx";
import { MINUS } from "../../parts/panelIcons.ts";
import { PANEL_WORDS } from "../../text/panelWords.ts";

interface SizedProps {
  readonly context: WidgetContext;
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
export const sayCount = (context: WidgetContext, view: ChecklistView, isWhole: boolean): string =>
  context.fill(isWhole ? context.speak(PANEL_WORDS).doneOf : context.words.stepOf, {
    n: countOver(view),
    m: view.items.length,
  });

export const titleOf = (context: WidgetContext, { plan }: ChecklistView) =>
  plan.title ?? context.own(context.speak(PANEL_WORDS).checklist);

/** The title, how far one is, and the ways out. */
export const ChecklistHead = ({ context, view, onMinimise, onClose }: HeadProps) => {
  const { key, plan, items, phase } = view;
  const over = countOver(view);
  return (
    <div class="head">
      <Title context={context} id={key} text={titleOf(context, view)} />
      {phase === "live" && (
        <span class="tools">
          {!plan.target && (
            <IconButton
              label={context.speak(PANEL_WORDS).minimise}
              path={MINUS}
              part="minimise"
              onPress={() => onMinimise(true)}
            />
          )}
          <IconButton label={context.words.close} onPress={onClose} />
        </span>
      )}
      <Markdown context={context} text={plan.body} />
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
        {over < items.length ? <bdi>{sayCount(context, view, true)}</bdi> : <AllDone context={context} />}
      </p>
    </div>
  );
};

const AllDone = ({ context }: Pick<HeadProps, "context">) => (
  <Fragment>
    <Tick /> {context.speak(PANEL_WORDS).allDone}
  </Fragment>
);

interface PillProps extends SizedProps {
  onBox(box: HTMLElement | null): void;
}

/** The checklist made small. Once its gap is bridged it only says so. */
export const Pill = ({ context, view, onMinimise, onBox }: PillProps) => {
  const look = { class: "pill surface held", part: "pill", ref: onBox };
  return view.phase === "done" ? (
    <div {...look} tabIndex={-1}>
      <AllDone context={context} />
    </div>
  ) : (
    <button {...look} type="button" aria-expanded={false} onClick={() => onMinimise(false)}>
      <span class="dial" style={{ "--done": countOver(view) / (view.items.length || 1) }} />
      <Localized context={context} text={titleOf(context, view)} class="name" />
      <span class="count">
        {" · "}
        <bdi>{sayCount(context, view, false)}</bdi>
      </span>
    </button>
  );
};
