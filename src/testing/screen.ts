import type { Mount, Stage, View, WidgetEvent } from "../sdk/stage.ts";

/** What would be seen, without a screen: each target is there, and each guide is drawn at once. */
export interface Screen {
  readonly mount: Mount;
  /** What stands there now, in the config's order, and what would but for the holdout. */
  views(): readonly View[];
  tell(event: WidgetEvent): void;
}

export function createScreen(): Screen {
  let stage: Stage | undefined;
  const shown = new Set<string>();
  const tell = (event: WidgetEvent): void => stage?.tell(event);

  function draw(): void {
    for (const { key, phase, thanks } of stage?.views() ?? []) {
      // Later, as a frame would be. What thanks for a press stays until it is closed.
      if (phase === "done" && !thanks) queueMicrotask(() => tell({ kind: "gone", key }));
      if (phase === "done" || shown.has(key)) continue;
      shown.add(key);
      queueMicrotask(() => tell({ kind: "shown", key }));
    }
  }

  return {
    mount(next) {
      stage = next;
      const undo = next.onChange(draw);
      draw();
      return () => {
        undo();
        stage = undefined;
      };
    },
    views: () => (stage?.views() ?? []).filter(({ phase }) => phase === "live"),
    tell,
  };
}
