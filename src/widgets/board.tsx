import { Fragment, h } from "preact";
import type { View } from "../sdk/door.ts";
import { HeldOut } from "./heldOut.tsx";
import { Hotspot } from "./hotspot.tsx";
import type { Kit } from "./kit.ts";
import { type DrawProps, Slot } from "./slot.tsx";
import { Tooltip } from "./tooltip.tsx";
import { Tour } from "./tour.tsx";

interface BoardProps {
  readonly kit: Kit;
  readonly views: readonly View[];
}

/** All that is to be seen, each in its slot. */
export const Board = ({ kit, views }: BoardProps) => (
  <Fragment>
    {views.map((view) => (
      <Slot key={view.key} kit={kit} view={view}>
        {(calls) => draw({ kit, view, ...calls })}
      </Slot>
    ))}
  </Fragment>
);

const draw = ({ view, ...rest }: DrawProps<View>) => {
  if (view.heldOut) return <HeldOut {...rest} view={view} />;
  switch (view.type) {
    case "tooltip":
      return <Tooltip {...rest} view={view} />;
    case "tour":
      return <Tour {...rest} view={view} />;
    case "hotspot":
      return <Hotspot {...rest} view={view} />;
    default:
      return null;
  }
};
