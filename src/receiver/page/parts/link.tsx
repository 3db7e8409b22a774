import { type ComponentChildren, h, type VNode } from "preact";
import { type Place, toAddress } from "../address.ts";
import { useDesk } from "../desk.ts";

interface Props {
  readonly to: Partial<Place>;
  readonly isCurrent?: boolean;
  readonly name?: string;
  readonly children: ComponentChildren;
}

/** A place of this page: opened here, or in a tab of its own where somebody asks for that. */
export function Link({ to, isCurrent, name, children }: Props): VNode {
  const { place, go } = useDesk();
  return (
    <a
      href={toAddress({ ...place, id: "", ...to })}
      aria-current={isCurrent ? "page" : undefined}
      data-guide={name}
      onClick={(event) => {
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        go({ id: "", ...to });
      }}
    >
      {children}
    </a>
  );
}
