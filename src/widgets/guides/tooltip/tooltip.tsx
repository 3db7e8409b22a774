import { Fragment, h } from "preact";
import type { TooltipView } from "../../../sdk/stage.ts";
import type { DrawProps } from "../../frame/slot.tsx";
import { Sought } from "../../frame/sought.tsx";
import { Actions, Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";

/** One thing said beside one element. */
export const Tooltip = ({ kit, view, onShown, onLeave }: DrawProps<TooltipView>) => {
  const { key, plan, selfOpened, thanks } = view;
  const done = view.phase === "done";
  return (
    <Sought
      kit={kit}
      id={key}
      target={plan.target}
      reveal={true}
      onMissing={() => kit.tell({ kind: "missing", key })}
      {...(done && { onLost: onLeave })}
    >
      {(element, _, check) => (
        <Card
          kit={kit}
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
            thanks ? null : plan.actions.length ? (
              <Actions
                kit={kit}
                actions={plan.actions}
                lead={true}
                onPress={(action) => kit.tell({ kind: "pressed", key, action })}
              />
            ) : (
              <Fragment>
                {plan.doc && (
                  <Button onPress={() => kit.tell({ kind: "opened", key, doc: plan.doc! })}>
                    {kit.words.readHow}
                  </Button>
                )}
                <Button primary onPress={() => kit.tell({ kind: "completed", key })}>
                  {kit.words.gotIt}
                </Button>
              </Fragment>
            )
          }
          onShown={onShown}
          onPlaced={check}
          onClose={() => (done ? onLeave() : kit.tell({ kind: "dismissed", key }))}
        />
      )}
    </Sought>
  );
};
