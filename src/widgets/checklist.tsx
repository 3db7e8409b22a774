import { Component, Fragment, h } from "preact";
import type { ChecklistView, ItemView, Undo } from "../sdk/door.ts";
import { CHECKLIST_STYLE } from "./checklistStyle.ts";
import { giveFocus, keepFocusOrigin } from "./focus.ts";
import { IconButton, Tick } from "./icon.tsx";
import { Inline } from "./inline.tsx";
import { Item } from "./item.tsx";
import { MINUS } from "./panelIcons.ts";
import { PANEL_WORDS } from "./panelWords.ts";
import { Say } from "./say.tsx";
import { Seen } from "./seen.ts";
import type { DrawProps } from "./slot.tsx";
import { Sought } from "./sought.tsx";
import { fill } from "./words.ts";

type Props = DrawProps<ChecklistView>;

/** The way to an outcome as a list that ticks itself off, floating in a corner or inside an element of the page. */
export class Checklist extends Component<Props, { readonly opened?: string }> {
  /** The list, or its pill. */
  private box: HTMLElement | null = null;
  private readonly fresh = new Set<string>();
  private undo: Undo = () => {};
  private returnFocus: ReturnType<typeof keepFocusOrigin> = () => {};
  /** The user pressed what changes its size, so the focus goes along. */
  private isTurned = false;

  override componentWillMount() {
    this.props.kit.root.addStyle(CHECKLIST_STYLE);
  }

  override componentWillReceiveProps({ view }: Props) {
    const before = new Set(this.props.view.items.filter(isOver).map(({ plan }) => plan.milestone));
    for (const { plan, done } of view.items)
      if (done && !before.has(plan.milestone)) this.fresh.add(plan.milestone);
  }

  override componentDidUpdate({ view: { items, minimised } }: Props) {
    const { kit, view } = this.props;
    if (view.items.filter(isOver).length > items.filter(isOver).length) kit.announce(this.count("doneOf"));
    if (this.isTurned && view.minimised !== minimised) {
      this.isTurned = false;
      giveFocus(this.box);
    }
  }

  override componentWillUnmount() {
    this.returnFocus(document.querySelector("main"));
  }

  private readonly setBox = (box: HTMLElement | null) => {
    this.undo();
    this.box = box;
    if (!box) return;
    this.returnFocus = keepFocusOrigin(box);
    this.undo = this.props.kit.layers.add({ box, shy: true, close: () => this.escape() });
  };

  private readonly shown = () => {
    const { view, onShown } = this.props;
    if (view.selfOpened) giveFocus(this.box);
    onShown();
  };

  private escape() {
    if (this.props.view.phase === "done") this.props.onLeave();
    else this.setMinimised(true);
  }

  private setMinimised(minimised: boolean) {
    const { kit, view } = this.props;
    this.isTurned = true;
    kit.tell({ kind: "minimised", key: view.key, minimised });
  }

  private get words() {
    const { kit } = this.props;
    return { ...kit.words, ...kit.speak(PANEL_WORDS) };
  }

  private count(word: "doneOf" | "stepOf") {
    const { view } = this.props;
    return fill(this.words[word], { n: view.items.filter(isOver).length, m: view.items.length });
  }

  private renderPill() {
    const { kit, view } = this.props;
    return (
      <button
        class="pill surface held"
        part="pill"
        type="button"
        aria-expanded={false}
        ref={this.setBox}
        onClick={() => this.setMinimised(false)}
      >
        <Say kit={kit} text={view.plan.title ?? this.words.checklist} class="name" />
        <span class="count" dir="auto">
          {" "}
          · {this.count("stepOf")}
        </span>
      </button>
    );
  }

  private renderHead() {
    const { kit, view } = this.props;
    const { key, plan, items, phase } = view;
    const over = items.filter(isOver).length;
    return (
      <div class="head">
        <Say
          kit={kit}
          text={plan.title ?? this.words.checklist}
          as="h2"
          class="title"
          part="title"
          id="title"
        />
        {phase === "live" && (
          <span class="tools">
            {!plan.target && (
              <IconButton
                label={this.words.minimise}
                path={MINUS}
                part="minimise"
                onPress={() => this.setMinimised(true)}
              />
            )}
            <IconButton label={this.words.close} onPress={() => kit.tell({ kind: "dismissed", key })} />
          </span>
        )}
        <div
          class="progress"
          part="progress"
          role="progressbar"
          aria-labelledby="count"
          aria-valuemin={0}
          aria-valuemax={items.length}
          aria-valuenow={over}
        >
          <span style={{ width: `${(100 * over) / (items.length || 1)}%` }} />
        </div>
        <p class="note" id="count" dir="auto">
          {over < items.length ? (
            this.count("doneOf")
          ) : (
            <Fragment>
              <Tick /> {this.words.allDone}
            </Fragment>
          )}
        </p>
      </div>
    );
  }

  private renderList() {
    const { kit, view } = this.props;
    const { plan, items, phase } = view;
    const open = phase === "live" ? items.filter((item) => !isOver(item) && !item.locked) : [];
    const current = open.find((item) => item.plan.milestone === this.state.opened) ?? open[0];
    return (
      <section
        class={`checklist surface ${plan.target ? "inline" : "sheet held"}`}
        part="card checklist"
        aria-labelledby="title"
        tabIndex={-1}
        ref={this.setBox}
      >
        {this.renderHead()}
        <ul>
          {items.map((item) => (
            <Item
              key={item.plan.milestone}
              kit={kit}
              view={view}
              item={item}
              isCurrent={item === current}
              isFresh={this.fresh.has(item.plan.milestone)}
              onOpen={() => this.setState({ opened: item.plan.milestone })}
            />
          ))}
        </ul>
      </section>
    );
  }

  /** The list or its pill, and once one of them is there the word that it is. */
  private renderWhole() {
    const { plan, minimised, phase } = this.props.view;
    return (
      <Fragment>
        {minimised && !plan.target && phase === "live" ? this.renderPill() : this.renderList()}
        <Seen onShown={this.shown} />
      </Fragment>
    );
  }

  override render() {
    const { kit, view } = this.props;
    const { key, plan } = view;
    if (!plan.target) return this.renderWhole();
    return (
      <Sought
        kit={kit}
        target={plan.target}
        reveal={false}
        onMissing={() => kit.tell({ kind: "missing", key })}
      >
        {(element, lose) => (
          <Inline kit={kit} into={element} lose={lose}>
            {this.renderWhole()}
          </Inline>
        )}
      </Sought>
    );
  }
}

/** Nothing is left to do in it. */
const isOver = ({ done, skipped }: ItemView): boolean => done || skipped;
