import { type ComponentChildren, Fragment, h } from "preact";
import { getActions, type View } from "../../sdk/stage.ts";
import type { Kit } from "../frame/kit.ts";
import { Actions, Button } from "./button.tsx";

interface GuideActionsProps {
  readonly kit: Kit;
  readonly view: View;
  /** The primary one comes first. Else it is at the end, where the eye stops. */
  readonly isForward?: boolean;
  /** What goes along with "Got it". */
  readonly children?: ComponentChildren;
  onPress(action: number): void;
}

/** The config's buttons; where it gives none, one of ours by which the user says that they have read it. */
export const GuideActions = ({ kit, view, isForward = false, children, onPress }: GuideActionsProps) => {
  const actions = getActions(view);
  return actions.length ? (
    <Actions kit={kit} actions={actions} lead isForward={isForward} onPress={onPress} />
  ) : (
    <Fragment>
      {children}
      <Button primary onPress={() => kit.tell({ kind: "completed", key: view.key })}>
        {kit.words.gotIt}
      </Button>
    </Fragment>
  );
};
