import { type DetectorTools, isOurs, listen } from "./detector.ts";

/** A press of the main button, a finger or a pen on something of the page's. */
export interface Press {
  /** The innermost element, also within open shadow roots. */
  readonly target: Element;
  readonly path: readonly EventTarget[];
  readonly x: number;
  readonly y: number;
  /** In the milliseconds of `Event.timeStamp`, which no clock change touches. */
  readonly at: number;
}

export interface PressListeners {
  /** It begins; many a menu opens now, before the button is let go. */
  onDown(press: Press): void;
  /** It was one. */
  onUp(press: Press): void;
  /** It was none: a drag, a scroll, a long look at a context menu. */
  onDrop(): void;
}

/** What looks as if a press did something. */
export const INTERACTIVE =
  "a,button,summary,input,[role=button],[role=link],[role=menuitem],[role=tab],[role=switch],[role=option]";

/** In CSS pixels: the least size of a target (WCAG 2.2, 2.5.8). What is nearer than that is meant for the same thing. */
const NEAR_PX = 24;
/** Phones open a menu or start a drag when a finger rests for half a second; a second is certainly no press. */
const LONGEST_MS = 1_000;

export const isNear = (a: Press, b: Press): boolean => Math.hypot(a.x - b.x, a.y - b.y) < NEAR_PX;

/**
 * Presses by pointer events rather than clicks, which disabled buttons do not have. What our own widgets receive is left
 * out, and so is what asks for another tab by a key.
 */
export function onPress({ page, end }: DetectorTools, { onDown, onUp, onDrop }: PressListeners): void {
  let down: Press | undefined;
  const drop = (): void => {
    if (down) onDrop();
    down = undefined;
  };
  listen(page, "pointerdown", end, (event) => {
    drop();
    down = read(event);
    if (down) onDown(down);
  });
  listen(page, "pointerup", end, (event) => {
    const up = down && read(event);
    if (!up || !isNear(down!, up) || up.at - down!.at > LONGEST_MS) return drop();
    const press = down!;
    down = undefined;
    onUp(press);
  });
  listen(page, "pointercancel", end, drop);
}

function read(event: PointerEvent): Press | undefined {
  const { isPrimary, button, ctrlKey, metaKey, shiftKey, clientX: x, clientY: y, timeStamp: at } = event;
  const path = event.composedPath();
  const target = path[0] as Element;
  const isPlain = isPrimary && button === 0 && !ctrlKey && !metaKey && !shiftKey;
  return isPlain && !isOurs(event) && target.nodeType === 1 ? { target, path, x, y, at } : undefined;
}
