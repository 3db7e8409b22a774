import { h } from "preact";
import type { ChecklistView, ItemView } from "../../../sdk/stage.ts";
import type { WidgetContext } from "../../frame/widgetContext.ts";
import { Button } from "../../parts/button.tsx";
import { Icon, Tick } from "../../parts/icon.tsx";
import { Localized, Markdown, Sentence } from "../../parts/localized.tsx";
import { MINUS } from "../../parts/panelIcons.ts";
import { PANEL_WORDS } from "../../text/panelWords.ts";

interface ItemProps {
  readonly context: WidgetContext;
  readonly view: ChecklistView;
  readonly item: ItemView;
  /** Raised, with its text and buttons. */
  readonly isCurrent: boolean;
  /** It was done before the user's eyes. */
  readonly isFresh: boolean;
  onOpen(): void;
}

/** One line of a checklist: done ones are quiet, the current one is raised, the others wait. */
export const Item = (props: ItemProps) => {
  const { context, view, item, isCurrent, isFresh, onOpen } = props;
  const { plan, done, skipped, locked } = item;
  const isOver = done || skipped;
  const title = <Localized context={context} text={plan.title} class="name" />;
  const canOpen = !isOver && !locked && view.phase === "live";
  const state = isOver ? "over" : isCurrent ? "current" : locked ? "locked" : "later";
  return (
    <li class={`item ${state}${isFresh ? " fresh" : ""}`} part="item">
      {canOpen ? (
        <button class="row" type="button" aria-expanded={isCurrent} onClick={onOpen}>
          <span class="circle" />
          {title}
          <Optional {...props} />
        </button>
      ) : (
        <div class="row">
          {done ? <Tick /> : <span class="circle">{skipped && <Icon path={MINUS} />}</span>}
          {title}
          {done && <span class="region">{context.words.done}</span>}
          {!isOver && <Optional {...props} />}
        </div>
      )}
      {isCurrent && <Inside {...props} />}
      {locked && !isOver && <Waits {...props} />}
    </li>
  );
};

const Optional = ({ context, item }: ItemProps) =>
  item.plan.optional ? <span class="note">{context.speak(PANEL_WORDS).optional}</span> : null;

/** What has to be done before, by its title where it is in the list. */
const Waits = ({ context, view, item }: ItemProps) => {
  const before = view.items.find((one) => item.plan.needs.includes(one.plan.milestone) && !one.done);
  if (!before) return null;
  return (
    <p class="note inside">
      <Sentence context={context} word={context.speak(PANEL_WORDS).waitsFor} text={before.plan.title} />
    </p>
  );
};

const Inside = ({ context, view, item }: ItemProps) => {
  const { milestone, body, guide, doc, href, optional } = item.plan;
  const { showMe, skip } = context.speak(PANEL_WORDS);
  const { key } = view;
  const address = context.href(href);
  if (!(body || guide || doc || address || optional)) return null;
  return (
    <div class="inside">
      <Markdown context={context} text={body} />
      <div class="tools">
        {guide || doc ? (
          <Button primary onPress={() => context.tell({ kind: "item", key, milestone })}>
            {guide ? showMe : context.words.readHow}
          </Button>
        ) : (
          address && (
            <Button primary href={address}>
              {context.words.open}
            </Button>
          )
        )}
        {optional && (
          <Button onPress={() => context.tell({ kind: "skipped", key, milestone })}>{skip}</Button>
        )}
      </div>
    </div>
  );
};
