import { Fragment, h } from "preact";
import { type DocPlan, getTitle, type HelpView } from "../../../sdk/stage.ts";
import type { WidgetContext } from "../../frame/widgetContext.ts";
import { Icon } from "../../parts/icon.tsx";
import { Localized } from "../../parts/localized.tsx";
import { OPEN } from "../../parts/panelIcons.ts";
import { PANEL_WORDS } from "../../text/panelWords.ts";

interface ShelvesProps {
  readonly context: WidgetContext;
  readonly view: HelpView;
  onOpen(doc: string): void;
}

/** The lists of articles, what helps here first, and the guides that were closed. */
export const HelpShelves = ({ context, view, onOpen }: ShelvesProps) => {
  const { here, fresh, more, news, again } = view;
  const words = context.speak(PANEL_WORDS);
  const shelf = (docs: readonly DocPlan[], title?: string) => (
    <Docs context={context} title={title} docs={docs} fresh={fresh} onOpen={onOpen} />
  );
  if (news) return news.length ? shelf(news) : <p class="empty">{words.noNews}</p>;
  const others = fresh.filter((doc) => !here.includes(doc));
  if (!here.length && !others.length && !more.length && !again.length)
    return <p class="empty">{words.noDocs}</p>;
  return (
    <Fragment>
      {shelf(here, words.here)}
      {shelf(others, words.fresh)}
      {shelf(more, here.length || others.length ? words.more : undefined)}
      <Again context={context} view={view} title={words.again} />
    </Fragment>
  );
};

interface DocsProps {
  readonly context: WidgetContext;
  readonly title?: string | undefined;
  readonly docs: readonly DocPlan[];
  /** Those that are marked as new. */
  readonly fresh: readonly DocPlan[];
  onOpen(doc: string): void;
}

export const Docs = ({ context, title, docs, fresh, onOpen }: DocsProps) =>
  docs.length ? (
    <div class="docs">
      {title && <h3>{title}</h3>}
      <ul>
        {docs.map((doc) => (
          <li key={doc.id}>
            <DocRow context={context} doc={doc} isNew={fresh.includes(doc)} onOpen={() => onOpen(doc.id)} />
          </li>
        ))}
      </ul>
    </div>
  ) : null;

interface DocRowProps {
  readonly context: WidgetContext;
  readonly doc: DocPlan;
  readonly isNew: boolean;
  onOpen(): void;
}

/** An article that is kept elsewhere is a link to there. */
const DocRow = ({ context, doc, isNew, onOpen }: DocRowProps) => {
  const words = context.speak(PANEL_WORDS);
  const href = doc.body ? undefined : context.href(doc.url);
  const title = (
    <Fragment>
      <Localized context={context} text={doc.title} class="name" />
      {isNew && <span class="new">{words.isNew}</span>}
    </Fragment>
  );
  return href ? (
    <a class="doc" href={href} target="_blank" rel="noopener" onClick={onOpen}>
      {title}
      <Icon path={OPEN} />
      <span class="region">({words.newTab})</span>
    </a>
  ) : (
    <button class="doc" type="button" onClick={onOpen}>
      {title}
    </button>
  );
};

/** What was closed can be had again. */
const Again = ({ context, view, title }: { context: WidgetContext; view: HelpView; title: string }) =>
  view.again.length ? (
    <div class="docs">
      <h3>{title}</h3>
      <ul>
        {view.again.map((guide) => (
          <li key={guide.id}>
            <button
              class="doc"
              type="button"
              onClick={() => context.tell({ kind: "opened", key: view.key, guide: guide.id })}
            >
              <Localized context={context} text={getTitle(guide) ?? guide.id} class="name" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  ) : null;
