import { Component, createRef, h, type RefObject } from "preact";
import type { HelpView, Undo } from "../../../sdk/stage.ts";
import type { WidgetContext } from "../../frame/widgetContext.ts";
import { fadeOut } from "../../page/fadeOut.ts";
import { giveFocus, keepFocusOrigin } from "../../page/focus/focus.ts";
import { reveal } from "../../page/place/reveal.ts";
import { IconButton } from "../../parts/icon.tsx";
import { Title } from "../../parts/localized.tsx";
import { BACK } from "../../parts/panelIcons.ts";
import { PANEL_WORDS } from "../../text/panelWords.ts";
import { Article } from "./article.tsx";
import { Goal } from "./goal.tsx";
import { HelpSearch } from "./helpSearch.tsx";
import { HelpShelves } from "./helpShelves.tsx";
import { PauseBar } from "./pauseBar.tsx";

interface PanelProps {
  readonly context: WidgetContext;
  readonly view: HelpView;
  /** What opened it. */
  readonly launcher?: RefObject<HTMLButtonElement | null>;
  /** It stands in the page and not over it: told when it comes, and when it goes. */
  readonly onInside?: (isInside: boolean) => void;
}

const INSIDE = { role: "region" } as const;
const OVER = { role: "dialog", "aria-modal": false } as const;

/** Articles: a list of them, or the one that is open. It is not modal; the page beside it stays in use. */
export class HelpPanel extends Component<PanelProps> {
  private readonly box = createRef<HTMLElement>();
  private undo: Undo = () => {};
  private returnFocus: ReturnType<typeof keepFocusOrigin> = () => {};

  override componentDidMount() {
    const { context, onInside } = this.props;
    const box = this.box.current!;
    const isShy = !!onInside;
    this.undo = context.layers.add({ box, shy: isShy, close: this.back });
    this.returnFocus = keepFocusOrigin(box);
    onInside?.(true);
    if (!isShy) giveFocus(box);
  }

  override componentDidUpdate({ view: before }: PanelProps) {
    const { view, onInside } = this.props;
    const box = this.box.current!;
    const isTurned = view.doc?.id !== before.doc?.id || !!view.news !== !!before.news;
    if (!isTurned && !(onInside && view.open && !before.open)) return;
    // In a low window all of it scrolls.
    for (const part of [box, box.querySelector(".scroll")]) part?.scrollTo(0, 0);
    if (onInside) reveal(box);
    giveFocus(box);
  }

  override componentWillUnmount() {
    const { context, launcher, onInside } = this.props;
    const box = this.box.current!;
    this.undo();
    onInside?.(false);
    this.returnFocus(launcher?.current);
    if (!onInside) fadeOut(box, context.root.shadow);
  }

  private readonly close = () => this.props.context.tell({ kind: "closed", key: this.props.view.key });

  /** One layer up: from an article to the list, and from there to the page. */
  private readonly back = () => (this.isDeep ? this.open() : this.close());

  private get isDeep() {
    const { doc, news } = this.props.view;
    return doc !== undefined || news !== undefined;
  }

  /** Opens an article, or the list. */
  private readonly open = (doc?: string) =>
    this.props.context.tell({ kind: "opened", key: this.props.view.key, ...(doc !== undefined && { doc }) });

  private renderInside() {
    const { context, view } = this.props;
    const { key, doc, news, goal } = view;
    if (doc) return <Article key={doc.id} context={context} id={key} doc={doc} />;
    const shelves = <HelpShelves context={context} view={view} onOpen={this.open} />;
    return news ? (
      shelves
    ) : (
      <HelpSearch context={context} view={view} onOpen={this.open}>
        {goal && <Goal context={context} view={view} goal={goal} />}
        {shelves}
      </HelpSearch>
    );
  }

  override render() {
    const { context, view, onInside } = this.props;
    const { plan, doc, news } = view;
    const { help } = context.words;
    const ours = context.own(news ? context.speak(PANEL_WORDS).news : help);
    const title = doc?.title ?? (news ? ours : (plan.title ?? ours));
    return (
      <section
        class={onInside ? "help surface inline" : "help surface sheet"}
        part="card help"
        {...(onInside ? INSIDE : { ...OVER, "data-corner": plan.launcher ?? "bottom-end" })}
        aria-labelledby={`${view.key}-title`}
        tabIndex={-1}
        ref={this.box}
      >
        <div class="head">
          {this.isDeep && (
            <IconButton label={context.words.back} path={BACK} part="back" onPress={() => this.open()} />
          )}
          <Title context={context} id={view.key} text={title} />
          {!onInside && <IconButton label={context.words.close} onPress={this.close} />}
        </div>
        <div class="scroll">{this.renderInside()}</div>
        <PauseBar context={context} view={view} />
      </section>
    );
  }
}
