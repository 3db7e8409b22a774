import { snap, write } from "../../page/place/keepPosition.ts";
import { overlap } from "../../page/place/pointer.ts";
import { getRoom, type VisibleRect } from "../../page/place/visibleRect.ts";
import { holdsFocus } from "../../page/tree.ts";

/** Centres `dot` on the end of its anchor's top edge, where that corner can be seen; else it stands nowhere. */
export const placeOnCorner = (
  dot: HTMLElement,
  { whole, seen }: Required<VisibleRect>,
  isLeftward: boolean,
): void => {
  const [x, y] = [whole.x + (isLeftward ? 0 : whole.width), whole.y];
  const { offsetWidth: width, offsetHeight: height } = dot;
  const room = getRoom();
  const clamp = (at: number, from: number, to: number) => Math.max(from, Math.min(at, to));
  write(dot, {
    x: snap(clamp(x - width / 2, room.x, room.x + room.width - width)),
    y: snap(clamp(y - height / 2, room.y, room.y + room.height - height)),
  });
  const isSeen = seen && overlap({ x: x - 1, y: y - 1, width: 2, height: 2 }, seen);
  if (isSeen) dot.dataset.side = "corner";
  else if (!holdsFocus(dot)) delete dot.dataset.side;
};
