import { type ComponentChildren, h, type VNode } from "preact";
import { LINKED_SCREENS, type Place, toAddress } from "../address.ts";
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
  // Somebody's timeline is one place; whoever goes on to another leaves it.
  const left: Partial<Place> = to.screen === undefined ? {} : { id: "", day: "" };
  // A link of an owner's opens nobody's timeline.
  if (place.link !== "" && to.screen !== undefined && !LINKED_SCREENS.includes(to.screen))
    return <span>{children}</span>;
  return (
    <a
      href={toAddress({ ...place, ...left, ...to })}
      aria-current={isCurrent ? "page" : undefined}
      data-guide={name}
      onClick={(event) => {
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        go({ ...left, ...to });
      }}
    >
      {children}
    </a>
  );
}
