import { type ComponentType, h } from "preact";
import type { DrawOptions, Renderers } from "../sdk/renderers.ts";
import type { View } from "../sdk/stage.ts";
import type { Chunks } from "./chunks.ts";
import { type DrawProps, Slot } from "./frame/slot.tsx";
import type { WidgetContext } from "./frame/widgetContext.ts";
import type { AnyRenderer } from "./guides/custom/custom.tsx";
import { HeldOut } from "./guides/heldOut/heldOut.tsx";

interface BoardProps {
  readonly context: WidgetContext;
  readonly views: readonly View[];
  readonly chunks: Chunks;
  readonly renderers: Renderers;
  readonly onFault: DrawOptions["onFault"];
}

/** All that is to be seen, each in its slot. What floats makes room for the launcher, and for the open panel. */
export const Board = (props: BoardProps) => {
  const { context, views, chunks, renderers } = props;
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
            <Slot key={view.key} context={context} view={view}>
              {(calls) => drawWith({ context, view, ...calls }, props)}
            </Slot>
          ),
      )}
    </div>
  );
};

/** By the vendor's hand, if they draw this kind. */
const drawWith = (given: DrawProps<View>, { chunks, renderers, onFault }: BoardProps) => {
  const Custom = chunks.loaded.custom;
  const { type, heldOut } = given.view;
  // Each is given views of its own kind only.
  const renderer = renderers[type] as AnyRenderer | undefined;
  const ours = () => draw(given, chunks);
  return renderer && Custom && !heldOut ? (
    <Custom {...given} renderer={renderer} onFault={(fault) => onFault?.(type, fault)}>
      {ours}
    </Custom>
  ) : (
    ours()
  );
};

const draw = (given: DrawProps<View>, { loaded }: Chunks) => {
  if (given.view.heldOut) return <HeldOut {...given} />;
  // Each is given views of its own type only. Nothing draws a type that only a newer engine knows.
  const Drawing = loaded[given.view.type] as ComponentType<DrawProps<View>> | undefined;
  return Drawing ? <Drawing {...given} /> : null;
};
