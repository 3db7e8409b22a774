import { h, render } from "preact";
import type { Stage, Undo } from "../sdk/door.ts";
import { attempt } from "./attempt.ts";
import { BASE_STYLE } from "./baseStyle.ts";
import { Board } from "./board.tsx";
import { CARD_STYLE } from "./cardStyle.ts";
import { createChunks } from "./chunks.ts";
import { createKit } from "./kit.ts";
import type { DrawOptions } from "./renderers.ts";
import { followScheme } from "./scheme.ts";
import { followViewport } from "./viewport.ts";

/** Draws what the stage says in one `<milepost-root>`, until the undo takes it away with all that it listens to. */
export const mount = (
  stage: Stage,
  { container = document.body, render: renderers = {}, onFault }: DrawOptions = {},
): Undo => {
  const ending = new AbortController();
  const kit = createKit(stage, container, Date.now, ending.signal);
  const { root } = kit;
  root.addStyle(BASE_STYLE + CARD_STYLE);
  const draw = () => {
    if (ending.signal.aborted) return;
    attempt(root.follow);
    attempt(() =>
      render(<Board kit={kit} {...{ chunks, renderers, onFault }} views={stage.views()} />, root.stage),
    );
  };
  const chunks = createChunks(draw, kit.whenReady);
  const onViews = () => {
    draw();
    attempt(() =>
      chunks.need(stage.views().flatMap(({ type }) => (renderers[type] ? [type, "custom"] : type))),
    );
  };
  const unsubscribe = stage.onChange(onViews);
  followScheme(() => attempt(root.follow), ending.signal);
  followViewport(root.host, ending.signal);
  onViews();
  return () => {
    ending.abort();
    unsubscribe();
    attempt(() => render(null, root.stage));
    kit.close();
  };
};
