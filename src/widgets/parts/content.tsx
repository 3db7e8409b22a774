import { type ComponentChildren, Fragment, h } from "preact";
import type { ActionPlan, Text } from "../../sdk/stage.ts";
import type { WidgetContext } from "../frame/widgetContext.ts";
import { IconButton, Tick } from "./icon.tsx";
import type { Interruption } from "./interruption.ts";
import { Localized, Markdown, Title } from "./localized.tsx";
import { More } from "./more.tsx";

export interface ContentProps {
  readonly context: WidgetContext;
  /** The view's key: what is named in it is named by this, as several surfaces share one root. */
  readonly id: string;
  /** Left out: the user has asked for it, on its own dot. */
  readonly view?: Interruption;
  readonly title: Text | undefined;
  readonly body: Text | undefined;
  /** Only a tick and the title are left. */
  readonly done: boolean;
  /** What a press on one of its buttons has done. */
  readonly thanks?: Text | true | undefined;
  readonly note?: string | undefined;
  /** The config's buttons: what those that hand the user on will do is said below them. */
  readonly actions?: readonly ActionPlan[];
  readonly buttons: ComponentChildren;
  onClose(): void;
}

/** What a card, a banner and a dialog hold: the words, the buttons, and the cross. */
export const Content = (props: ContentProps) => {
  const { context, id, view, title, body, done, thanks, note, actions = [], buttons, onClose } = props;
  if (done && !thanks) return <Finished context={context} id={id} title={title} />;
  return (
    <Fragment>
      <div class="in">
        {title && <Title context={context} id={id} text={title} />}
        <Markdown context={context} text={body} id={`${id}-body`} />
      </div>
      <div class="foot">
        {note && (
          <span class="note">
            <bdi>{note}</bdi>
          </span>
        )}
        {thanks && <Thanks context={context} id={id} thanks={thanks} />}
        {buttons}
      </div>
      {!thanks && actions.map((action) => <Promised key={action} context={context} action={action} />)}
      {view && !thanks && <More context={context} view={view} />}
      <IconButton label={context.words.close} onPress={onClose} />
    </Fragment>
  );
};

/** What is left of a guide whose gap is bridged. */
export const Finished = ({ context, id, title }: Pick<ContentProps, "context" | "id" | "title">) => (
  <div class="in finished">
    <Tick />
    <Title context={context} id={id} text={title ?? context.own(context.words.done)} />
  </div>
);

/** After the press. */
export const Thanks = ({
  context,
  id,
  thanks,
}: {
  context: WidgetContext;
  id: string;
  thanks: Text | true;
}) => (
  <p class="thanks" part="thanks" id={`${id}-thanks`}>
    <Tick />
    {thanks === true ? context.words.thanks : <Localized context={context} text={thanks} />}
  </p>
);

/** Before the press a lead button says what will follow it. */
export const Promised = ({ context, action }: { context: WidgetContext; action: ActionPlan }) =>
  action.lead && action.thanks ? (
    <p class="note promise" part="promise">
      <Localized context={context} text={action.label} />:{" "}
      <Localized context={context} text={action.thanks} />
    </p>
  ) : null;
