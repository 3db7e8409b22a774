import { type ComponentChildren, Fragment, h } from "preact";
import { getActions, type View } from "../../sdk/stage.ts";
import type { WidgetContext } from "../frame/widgetContext.ts";
import { Actions, Button } from "./button.tsx";

interface GuideActionsProps {
  readonly context: WidgetContext;
  readonly view: View;
  /** The primary one comes first. Else it is at the end, where the eye stops. */
  readonly isForward?: boolean;
  /** What goes along with "Got it". */
  readonly children?: ComponentChildren;
  onPress(action: number): void;
}

/** The config's buttons; where it gives none, one of ours by which the user says that they have read it. */
export const GuideActions = ({ context, view, isForward = false, children, onPress }: GuideActionsProps) => {
  const actions = getActions(view);
  return actions.length ? (
    <Actions context={context} actions={actions} lead isForward={isForward} onPress={onPress} />
  ) : (
    <Fragment>
      {children}
      <Button primary onPress={() => context.tell({ kind: "completed", key: view.key })}>
        {context.words.gotIt}
      </Button>
    </Fragment>
  );
};
