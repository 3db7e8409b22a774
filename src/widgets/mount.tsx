import { h, render } from "preact";
import type { Mount } from "../sdk/door.ts";
import { attempt } from "./attempt.ts";
import { BASE_STYLE } from "./baseStyle.ts";
import { Board } from "./board.tsx";
import { CARD_STYLE } from "./cardStyle.ts";
import { createChunks } from "./chunks.ts";
import { createKit } from "./kit.ts";
import { followViewport } from "./viewport.ts";

/** Draws what the stage says in one `<milepost-root>`, until the undo takes it away with all that it listens to. */
export const mount: Mount = (stage, { container = document.body } = {}) => {
  const kit = createKit(stage, document, container, Date.now);
  const { root } = kit;
  let isOver = false;
  root.addStyle(BASE_STYLE + CARD_STYLE);
  const draw = () => {
    if (isOver) return;
    attempt(root.follow);
    attempt(() => render(<Board kit={kit} views={stage.views()} chunks={chunks} />, root.stage));
  };
  const chunks = createChunks(draw);
  const onViews = () => {
    draw();
    attempt(() => chunks.need(stage.views().map(({ type }) => type)));
  };
  const unsubscribe = stage.onChange(onViews);
  const follower = new MutationObserver(root.follow);
  follower.observe(document.documentElement, { attributes: true });
  const unfollow = followViewport(root.host);
  onViews();
  return () => {
    isOver = true;
    unsubscribe();
    unfollow();
    follower.disconnect();
    attempt(() => render(null, root.stage));
    kit.close();
  };
};
