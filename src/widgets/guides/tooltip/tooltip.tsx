import { h } from "preact";
import type { TooltipView } from "../../../sdk/stage.ts";
import type { DrawProps } from "../../frame/slot.tsx";
import { WithTarget } from "../../frame/withTarget.tsx";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { GuideActions } from "../../parts/guideActions.tsx";

/** One thing said beside one element. */
export const Tooltip = ({ context, view, onShown, onLeave, onClose, onPress }: DrawProps<TooltipView>) => {
  const { key, plan, selfOpened, thanks } = view;
  const done = view.phase === "done";
  return (
    <WithTarget context={context} view={view} reveal={true} {...(done && { onLost: onLeave })}>
      {(element, _, check) => (
        <Card
          context={context}
          id={key}
          view={view}
          anchor={element}
          placement={plan.placement}
          title={plan.title}
          body={plan.body}
          selfOpened={selfOpened}
          done={done}
          thanks={thanks}
          actions={plan.actions}
          buttons={
            !thanks && (
              <GuideActions context={context} view={view} onPress={onPress}>
                {plan.doc && (
                  <Button onPress={() => context.tell({ kind: "opened", key, doc: plan.doc! })}>
                    {context.words.readHow}
                  </Button>
                )}
              </GuideActions>
            )
          }
          onShown={onShown}
          onPlaced={check}
          onClose={onClose}
        />
      )}
    </WithTarget>
  );
};
