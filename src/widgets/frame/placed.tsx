import { type ComponentChildren, h } from "preact";
import { getTarget, type View } from "../../sdk/stage.ts";
import { Inline } from "./inline.tsx";
import type { WidgetContext } from "./widgetContext.ts";
import { WithTarget } from "./withTarget.tsx";

interface PlacedProps {
  readonly context: WidgetContext;
  readonly view: View;
  readonly children: ComponentChildren;
}

/** Draws its children inside the element that the plan names, once that is there; where it names none, over the page. */
export const Placed = ({ context, view, children }: PlacedProps) => {
  if (!getTarget(view)) return children;
  return (
    <WithTarget context={context} view={view} reveal={false} isInside>
      {(element, lose) => (
        <Inline context={context} into={element} lose={lose}>
          {children}
        </Inline>
      )}
    </WithTarget>
  );
};
