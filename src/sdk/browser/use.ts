import type { On } from "./subscribable.ts";

/** When the user last did something here, in milliseconds since the page's own beginning, and where their pointer is. */
export interface Use {
  /** A key, or text that came into the field that has the focus without one: dictated, written by hand, pasted. */
  key: number;
  /** The beginning or the end of one, or a move of what is dragged. */
  press: number;
  /** A button of the mouse is down, or a finger is on the screen. */
  isHeld: boolean;
  /** An input method waits for the user to choose what they mean. */
  isComposing: boolean;
  /** The last of all this, of a move of the pointer, and of when the page came to be seen; 0 before any of it. */
  touch: number;
  /** In the window. A finger is nowhere between its touches, and a mouse that has not moved yet may be anywhere. */
  at: { readonly x: number; readonly y: number } | undefined;
}

const PRESSES = [
  "pointerdown",
  "pointerup",
  "pointercancel",
  "touchstart",
  "touchend",
  "touchcancel",
  "dragover",
  "dragend",
];
const TEXTS = ["beforeinput", "input", "compositionend"];

/**
 * Notes in `use` what tells good moments from bad ones, but for keys, which `createPages` notes: it loads with what judges,
 * and listens from then on.
 */
export const createWatchUse =
  (page: Window) =>
  (use: Use, on: On): void => {
    const press = (event: Event) => {
      const { type, timeStamp, touches } = event as TouchEvent;
      use.touch = use.press = timeStamp;
      // A finger that scrolls has no pointer any more, but is a touch until it leaves.
      if (type !== "pointercancel" && type !== "dragover")
        use.isHeld = touches ? !!touches[0] : type === "pointerdown";
    };
    for (const type of PRESSES) on(page, type, press);
    on(page, "pointermove", (event) => {
      const { pointerType, clientX: x, clientY: y, buttons } = event as PointerEvent;
      const isFinger = pointerType === "touch";
      use.touch = event.timeStamp;
      use.at = isFinger ? undefined : { x, y };
      // It went down before anybody listened, or was let go where nothing is heard of it, as in a menu of the browser's.
      if (!isFinger || !buttons) use.isHeld = !!buttons;
    });
    // What a page writes into its other fields is none of the user's.
    const write = ({ type, target, timeStamp, isComposing }: Event & Partial<InputEvent>) => {
      if (target === page.document.activeElement) use.touch = use.key = timeStamp;
      use.isComposing = !!isComposing && type !== "compositionend";
    };
    for (const type of TEXTS) on(page, type, write);
  };
