import { h, render } from "preact";
import type { Mount } from "../sdk/door.ts";
import { attempt } from "./attempt.ts";
import { BASE_STYLE } from "./baseStyle.ts";
import { Board } from "./board.tsx";
import { CARD_STYLE } from "./cardStyle.ts";
import { createKit } from "./kit.ts";

/** Draws what the stage says in one `<milepost-root>`, until the undo takes it away with all that it listens to. */
export const mount: Mount = (stage, { container = document.body } = {}) => {
  const kit = createKit(stage, document, container, Date.now);
  kit.root.addStyle(BASE_STYLE + CARD_STYLE);
  const draw = () =>
    attempt(() => {
      kit.root.follow();
      render(<Board kit={kit} views={stage.views()} />, kit.root.stage);
    });
  const unsubscribe = stage.onChange(draw);
  const follower = new MutationObserver(kit.root.follow);
  follower.observe(document.documentElement, { attributes: true });
  draw();
  return () => {
    unsubscribe();
    follower.disconnect();
    attempt(() => render(null, kit.root.stage));
    kit.close();
  };
};
