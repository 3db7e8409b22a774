import { Component, createRef, h, type RefObject } from "preact";
import type { DocPlan, HelpView, Undo } from "../sdk/door.ts";
import { Button } from "./button.tsx";
import { fadeOut } from "./fadeOut.ts";
import { giveFocus, keepFocusOrigin } from "./focus.ts";
import { Icon, IconButton } from "./icon.tsx";
import type { Kit } from "./kit.ts";
import { BACK, OPEN } from "./panelIcons.ts";
import { PANEL_WORDS } from "./panelWords.ts";
import { Body, Say, Title } from "./say.tsx";

interface PanelProps {
  readonly kit: Kit;
  readonly view: HelpView;
  readonly launcher: RefObject<HTMLButtonElement | null>;
}

/** Articles: a list of them, or the one that is open. It is not modal; the page beside it stays in use. */
export class HelpPanel extends Component<PanelProps> {
  private readonly box = createRef<HTMLElement>();
  private undo: Undo = () => {};
  private returnFocus: ReturnType<typeof keepFocusOrigin> = () => {};

  override componentDidMount() {
    const box = this.box.current!;
    this.undo = this.props.kit.layers.add({
      box,
      close: () => (this.props.view.doc ? this.open() : this.close()),
    });
    this.returnFocus = keepFocusOrigin(box);
    giveFocus(box);
  }

  override componentDidUpdate({ view }: PanelProps) {
    if (view.doc?.id === this.props.view.doc?.id) return;
    const box = this.box.current!;
    box.querySelector(".scroll")?.scrollTo(0, 0);
    giveFocus(box);
  }

  override componentWillUnmount() {
    const { kit, launcher } = this.props;
    const box = this.box.current!;
    this.undo();
    this.returnFocus(launcher.current);
    fadeOut(box, kit.root.shadow);
  }

  private readonly close = () => this.props.kit.tell({ kind: "closed", key: this.props.view.key });

  /** Opens an article, or the list. */
  private readonly open = (doc?: string) =>
    this.props.kit.tell({ kind: "opened", key: this.props.view.key, ...(doc !== undefined && { doc }) });

  private renderList() {
    const { kit, view } = this.props;
    const { here, more } = view;
    if (!here.length && !more.length) return <p class="empty">{kit.speak(PANEL_WORDS).noDocs}</p>;
    return [
      <Docs key="here" kit={kit} title={kit.speak(PANEL_WORDS).here} docs={here} onOpen={this.open} />,
      <Docs
        key="more"
        kit={kit}
        title={here.length ? kit.speak(PANEL_WORDS).more : undefined}
        docs={more}
        onOpen={this.open}
      />,
    ];
  }

  private renderArticle(doc: DocPlan) {
    const { kit } = this.props;
    const href = kit.href(doc.url);
    return (
      <article>
        <Body kit={kit} text={doc.body} />
        {href && (
          <p>
            <Button primary href={href} isAway>
              {kit.words.open}
              <Icon path={OPEN} />
            </Button>
          </p>
        )}
      </article>
    );
  }

  override render() {
    const { kit, view } = this.props;
    const { plan, doc } = view;
    return (
      <section
        class="help surface sheet"
        part="card help"
        role="dialog"
        aria-modal={false}
        aria-labelledby={`${view.key}-title`}
        tabIndex={-1}
        data-corner={plan.launcher ?? "bottom-end"}
        ref={this.box}
      >
        <div class="head">
          {doc && <IconButton label={kit.words.back} path={BACK} part="back" onPress={() => this.open()} />}
          <Title kit={kit} id={view.key} text={doc?.title ?? plan.title ?? kit.words.help} />
          <IconButton label={kit.words.close} onPress={this.close} />
        </div>
        <div class="scroll">{doc ? this.renderArticle(doc) : this.renderList()}</div>
      </section>
    );
  }
}

interface DocsProps {
  readonly kit: Kit;
  readonly title: string | undefined;
  readonly docs: readonly DocPlan[];
  onOpen(doc: string): void;
}

const Docs = ({ kit, title, docs, onOpen }: DocsProps) =>
  docs.length ? (
    <div class="docs">
      {title && <h3>{title}</h3>}
      <ul>
        {docs.map((doc) => (
          <li key={doc.id}>
            <DocRow kit={kit} doc={doc} onOpen={() => onOpen(doc.id)} />
          </li>
        ))}
      </ul>
    </div>
  ) : null;

/** An article that is kept elsewhere is a link to there. */
const DocRow = ({ kit, doc, onOpen }: { kit: Kit; doc: DocPlan; onOpen(): void }) => {
  const href = doc.body ? undefined : kit.href(doc.url);
  const title = <Say kit={kit} text={doc.title} class="name" />;
  return href ? (
    <a class="doc" href={href} target="_blank" rel="noopener" onClick={onOpen}>
      {title}
      <Icon path={OPEN} />
      <span class="region">({kit.speak(PANEL_WORDS).newTab})</span>
    </a>
  ) : (
    <button class="doc" type="button" onClick={onOpen}>
      {title}
    </button>
  );
};
