import { type ComponentChildren, h } from "preact";
import { getTarget, type View } from "../../sdk/stage.ts";
import { Inline } from "./inline.tsx";
import type { Kit } from "./kit.ts";
import { Sought } from "./sought.tsx";

interface PlacedProps {
  readonly kit: Kit;
  readonly view: View;
  readonly children: ComponentChildren;
}

/** Draws its children inside the element that the plan names, once that is there; where it names none, over the page. */
export const Placed = ({ kit, view, children }: PlacedProps) => {
  if (!getTarget(view)) return children;
  return (
    <Sought kit={kit} view={view} reveal={false}>
      {(element, lose) => (
        <Inline kit={kit} into={element} lose={lose}>
          {children}
        </Inline>
      )}
    </Sought>
  );
};
