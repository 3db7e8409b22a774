import { Component, type ComponentChildren, Fragment, h } from "preact";
import type { DocPlan, HelpView } from "../../../sdk/stage.ts";
import type { WidgetContext } from "../../frame/widgetContext.ts";
import { PANEL_WORDS } from "../../text/panelWords.ts";
import { Docs } from "./helpShelves.tsx";
import type { Search } from "./search.ts";

/** A pause in typing after which a search counts as made, in milliseconds. */
const PAUSE = 1000;

interface HelpSearchProps {
  readonly context: WidgetContext;
  readonly view: HelpView;
  onOpen(doc: string): void;
  /** What stands below while nothing is searched for. */
  readonly children: ComponentChildren;
}

interface SearchState {
  readonly query: string;
  readonly search?: Search;
}

/** Finds articles as one types. What finds them loads with the panel. */
export class HelpSearch extends Component<HelpSearchProps, SearchState> {
  override state: SearchState = { query: "" };
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isGone = false;

  override async componentDidMount() {
    const { context, view } = this.props;
    const docs = [...new Set([...view.here, ...view.fresh, ...view.more])];
    try {
      const { createSearch } = await import("./search.ts");
      if (!this.isGone) this.setState({ search: createSearch(context, docs) });
    } catch {
      // The lists are there all the same.
    }
  }

  override componentWillUnmount() {
    this.isGone = true;
    this.tell();
  }

  private get found(): readonly DocPlan[] {
    const { query, search } = this.state;
    return search?.(query) ?? [];
  }

  private readonly type = ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) => {
    // The panel stands on its lower edge: what it finds must not move the field under the user's hands.
    const shelf = currentTarget.parentElement;
    if (!this.state.query) shelf?.style.setProperty("--kept", `${shelf.offsetHeight}px`);
    this.setState({ query: currentTarget.value });
    clearTimeout(this.timer);
    this.timer = setTimeout(this.tell, PAUSE);
  };

  /** What was searched for, once: where nothing is found, an article is missing. */
  private readonly tell = () => {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    const { context, view } = this.props;
    const query = this.state.query.trim();
    const hits = this.found.length;
    if (query.length < 2) return;
    if (!this.isGone) context.announce(context.fill(context.speak(PANEL_WORDS).found, { n: hits }));
    context.tell({ kind: "searched", key: view.key, query, hits });
  };

  private renderFound(query: string) {
    const { context, view, onOpen } = this.props;
    const { found } = this;
    return found.length > 0 ? (
      <Docs context={context} docs={found} fresh={view.fresh} onOpen={onOpen} />
    ) : (
      <p class="empty">{context.fill(context.speak(PANEL_WORDS).notFound, { query })}</p>
    );
  }

  override render() {
    const { context, children } = this.props;
    const { query, search } = this.state;
    const label = context.speak(PANEL_WORDS).search;
    return (
      <Fragment>
        {search && (
          <input
            class="search"
            part="search"
            type="search"
            aria-label={label}
            placeholder={label}
            value={query}
            onInput={this.type}
          />
        )}
        {query.trim() ? this.renderFound(query.trim()) : children}
      </Fragment>
    );
  }
}
