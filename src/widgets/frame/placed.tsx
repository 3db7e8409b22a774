import { type ComponentChildren, h } from "preact";
import type { Target, View } from "../../sdk/stage.ts";
import { Inline } from "./inline.tsx";
import type { Kit } from "./kit.ts";
import { Sought } from "./sought.tsx";

interface PlacedProps {
  readonly kit: Kit;
  readonly view: Pick<View, "key"> & { readonly plan: { readonly target?: Target } };
  readonly children: ComponentChildren;
}

/** Draws its children inside the element that the plan names, once that is there; where it names none, over the page. */
export const Placed = ({ kit, view, children }: PlacedProps) => {
  const { key, plan } = view;
  if (!plan.target) return children;
  return (
    <Sought
      kit={kit}
      id={key}
      target={plan.target}
      reveal={false}
      onMissing={() => kit.tell({ kind: "missing", key })}
    >
      {(element, lose) => (
        <Inline kit={kit} into={element} lose={lose}>
          {children}
        </Inline>
      )}
    </Sought>
  );
};
