import { Component, Fragment, h } from "preact";
import type { DocPlan } from "../../../sdk/stage.ts";
import type { WidgetContext } from "../../frame/widgetContext.ts";
import { Button } from "../../parts/button.tsx";
import { Icon, Tick } from "../../parts/icon.tsx";
import { KeepFocus } from "../../parts/keepFocus.tsx";
import { Markdown } from "../../parts/localized.tsx";
import { OPEN } from "../../parts/panelIcons.ts";
import { PANEL_WORDS } from "../../text/panelWords.ts";

interface ArticleProps {
  readonly context: WidgetContext;
  /** The view's key. */
  readonly id: string;
  readonly doc: DocPlan;
}

/** One article, and the question whether it was any use. */
export class Article extends Component<ArticleProps, { readonly isRated?: boolean }> {
  private rate(helpful: boolean) {
    const { context, id, doc } = this.props;
    context.tell({ kind: "rated", key: id, doc: doc.id, helpful });
    context.announce(context.words.thanks);
    this.setState({ isRated: true });
  }

  private renderRating() {
    const { context } = this.props;
    const { helpful, yes, no } = context.speak(PANEL_WORDS);
    return this.state.isRated ? (
      <Fragment>
        <Tick /> {context.words.thanks}
      </Fragment>
    ) : (
      <Fragment>
        <span>{helpful}</span>
        <Button onPress={() => this.rate(true)}>{yes}</Button>
        <Button onPress={() => this.rate(false)}>{no}</Button>
      </Fragment>
    );
  }

  override render() {
    const { context, doc } = this.props;
    const href = context.href(doc.url);
    return (
      <article>
        <Markdown context={context} text={doc.body} />
        {href && (
          <p>
            <Button primary href={href} isAway>
              {context.words.open}
              <Icon path={OPEN} />
            </Button>
          </p>
        )}
        {doc.body && <KeepFocus class="rating note">{this.renderRating()}</KeepFocus>}
      </article>
    );
  }
}
