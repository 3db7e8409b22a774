import { h } from "preact";
import type { View } from "../sdk/door.ts";
import type { Chunks } from "./chunks.ts";
import { HeldOut } from "./heldOut.tsx";
import type { Kit } from "./kit.ts";
import { type DrawProps, Slot } from "./slot.tsx";
import { Tooltip } from "./tooltip.tsx";

interface BoardProps {
  readonly kit: Kit;
  readonly views: readonly View[];
  readonly chunks: Chunks;
}

/** All that is to be seen, each in its slot. What floats makes room for the launcher, and for the open panel. */
export const Board = ({ kit, views, chunks }: BoardProps) => {
  const help = views.find((view) => view.type === "help");
  const list = views.some((view) => view.type === "checklist" && !view.plan.target && !view.heldOut);
  return (
    <div
      data-launcher={help?.plan.launcher}
      data-help={help?.open || undefined}
      data-list={list || undefined}
    >
      {views.map(
        (view) =>
          // Held out or not, nothing opens or counts as shown before it could be drawn.
          !chunks.lacks(view.type) && (
            <Slot key={view.key} kit={kit} view={view}>
              {(calls) => draw({ kit, view, ...calls }, chunks.loaded)}
            </Slot>
          ),
      )}
    </div>
  );
};

const draw = ({ view, ...rest }: DrawProps<View>, loaded: Chunks["loaded"]) => {
  if (view.heldOut) return <HeldOut {...rest} view={view} />;
  switch (view.type) {
    case "tooltip":
      return <Tooltip {...rest} view={view} />;
    case "tour":
      return loaded.tour && <loaded.tour.Tour {...rest} view={view} />;
    case "hotspot":
      return loaded.hotspot && <loaded.hotspot.Hotspot {...rest} view={view} />;
    case "checklist":
      return loaded.checklist && <loaded.checklist.Checklist {...rest} view={view} />;
    case "banner":
      return loaded.banner && <loaded.banner.Banner {...rest} view={view} />;
    case "modal":
      return loaded.modal && <loaded.modal.Modal {...rest} view={view} />;
    case "survey":
      return loaded.survey && <loaded.survey.Survey {...rest} view={view} />;
    case "launcher":
      return loaded.launcher && <loaded.launcher.Launcher {...rest} view={view} />;
    case "help":
      return loaded.help && <loaded.help.Help {...rest} view={view} />;
    default:
      // A kind that a newer engine knows.
      view satisfies never;
      return null;
  }
};
