import { type ComponentChildren, Fragment, h } from "preact";
import type { ActionPlan, Text } from "../../sdk/stage.ts";
import type { Kit } from "../frame/kit.ts";
import { IconButton, Tick } from "./icon.tsx";
import type { Interruption } from "./interruption.ts";
import { More } from "./more.tsx";
import { Body, Say, Title } from "./say.tsx";

export interface ContentProps {
  readonly kit: Kit;
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
  const { kit, id, view, title, body, done, thanks, note, actions = [], buttons, onClose } = props;
  if (done && !thanks) return <Finished kit={kit} id={id} title={title} />;
  return (
    <Fragment>
      <div class="in">
        {title && <Title kit={kit} id={id} text={title} />}
        <Body kit={kit} text={body} id={`${id}-body`} />
      </div>
      <div class="foot">
        {note && (
          <span class="note">
            <bdi>{note}</bdi>
          </span>
        )}
        {thanks && <Thanks kit={kit} id={id} thanks={thanks} />}
        {buttons}
      </div>
      {!thanks && actions.map((action) => <Promised key={action} kit={kit} action={action} />)}
      {view && !thanks && <More kit={kit} view={view} />}
      <IconButton label={kit.words.close} onPress={onClose} />
    </Fragment>
  );
};

/** What is left of a guide whose gap is bridged. */
export const Finished = ({ kit, id, title }: Pick<ContentProps, "kit" | "id" | "title">) => (
  <div class="in finished">
    <Tick />
    <Title kit={kit} id={id} text={title ?? kit.own(kit.words.done)} />
  </div>
);

/** After the press. */
export const Thanks = ({ kit, id, thanks }: { kit: Kit; id: string; thanks: Text | true }) => (
  <p class="thanks" part="thanks" id={`${id}-thanks`}>
    <Tick />
    {thanks === true ? kit.words.thanks : <Say kit={kit} text={thanks} />}
  </p>
);

/** Before the press a lead button says what will follow it. */
export const Promised = ({ kit, action }: { kit: Kit; action: ActionPlan }) =>
  action.lead && action.thanks ? (
    <p class="note promise" part="promise">
      <Say kit={kit} text={action.label} />: <Say kit={kit} text={action.thanks} />
    </p>
  ) : null;
