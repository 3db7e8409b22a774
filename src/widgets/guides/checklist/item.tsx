import { h } from "preact";
import type { ChecklistView, ItemView } from "../../../sdk/stage.ts";
import type { Kit } from "../../frame/kit.ts";
import { Button } from "../../parts/button.tsx";
import { Icon, Tick } from "../../parts/icon.tsx";
import { MINUS } from "../../parts/panelIcons.ts";
import { Around, Body, Say } from "../../parts/say.tsx";
import { PANEL_WORDS } from "../../text/panelWords.ts";

interface ItemProps {
  readonly kit: Kit;
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
  const { kit, view, item, isCurrent, isFresh, onOpen } = props;
  const { plan, done, skipped, locked } = item;
  const isOver = done || skipped;
  const title = <Say kit={kit} text={plan.title} class="name" />;
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
          {done && <span class="region">{kit.words.done}</span>}
          {!isOver && <Optional {...props} />}
        </div>
      )}
      {isCurrent && <Inside {...props} />}
      {locked && !isOver && <Waits {...props} />}
    </li>
  );
};

const Optional = ({ kit, item }: ItemProps) =>
  item.plan.optional ? <span class="note">{kit.speak(PANEL_WORDS).optional}</span> : null;

/** What has to be done before, by its title where it is in the list. */
const Waits = ({ kit, view, item }: ItemProps) => {
  const before = view.items.find((one) => item.plan.needs.includes(one.plan.milestone) && !one.done);
  if (!before) return null;
  return (
    <p class="note inside">
      <Around kit={kit} word={kit.speak(PANEL_WORDS).waitsFor} text={before.plan.title} />
    </p>
  );
};

const Inside = ({ kit, view, item }: ItemProps) => {
  const { milestone, body, guide, doc, href, optional } = item.plan;
  const { showMe, skip } = kit.speak(PANEL_WORDS);
  const { key } = view;
  const address = kit.href(href);
  if (!(body || guide || doc || address || optional)) return null;
  return (
    <div class="inside">
      <Body kit={kit} text={body} />
      <div class="tools">
        {guide || doc ? (
          <Button primary onPress={() => kit.tell({ kind: "item", key, milestone })}>
            {guide ? showMe : kit.words.readHow}
          </Button>
        ) : (
          address && (
            <Button primary href={address}>
              {kit.words.open}
            </Button>
          )
        )}
        {optional && <Button onPress={() => kit.tell({ kind: "skipped", key, milestone })}>{skip}</Button>}
      </div>
    </div>
  );
};
