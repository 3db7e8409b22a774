import { h } from "preact";
import type { DrawOptions, Renderers } from "../sdk/renderers.ts";
import type { View } from "../sdk/stage.ts";
import type { Chunks } from "./chunks.ts";
import type { Kit } from "./frame/kit.ts";
import { type DrawProps, Slot } from "./frame/slot.tsx";
import type { AnyRenderer } from "./guides/custom/custom.tsx";
import { HeldOut } from "./guides/heldOut/heldOut.tsx";
import { Tooltip } from "./guides/tooltip/tooltip.tsx";

interface BoardProps {
  readonly kit: Kit;
  readonly views: readonly View[];
  readonly chunks: Chunks;
  readonly renderers: Renderers;
  readonly onFault: DrawOptions["onFault"];
}

/** All that is to be seen, each in its slot. What floats makes room for the launcher, and for the open panel. */
export const Board = (props: BoardProps) => {
  const { kit, views, chunks, renderers } = props;
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
          !chunks.lacks(view.type) &&
          !(renderers[view.type] && chunks.lacks("custom")) && (
            <Slot key={view.key} kit={kit} view={view}>
              {(calls) => drawWith({ kit, view, ...calls }, props)}
            </Slot>
          ),
      )}
    </div>
  );
};

/** By the vendor's hand, if they draw this kind. */
const drawWith = (given: DrawProps<View>, { chunks, renderers, onFault }: BoardProps) => {
  const { loaded } = chunks;
  const { type, heldOut } = given.view;
  // Each is given views of its own kind only.
  const renderer = renderers[type] as AnyRenderer | undefined;
  const ours = () => draw(given, loaded);
  return renderer && loaded.custom && !heldOut ? (
    <loaded.custom.Custom {...given} renderer={renderer} onFault={(fault) => onFault?.(type, fault)}>
      {ours}
    </loaded.custom.Custom>
  ) : (
    ours()
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
