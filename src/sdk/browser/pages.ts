import type { Pages, Undo } from "../ports.ts";
import { createSubscribable } from "./subscribable.ts";

const ACTIVITY_APART_MS = 5_000;

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

/** When the user last did something here, in milliseconds since the page's own beginning, and where their pointer is. */
export interface Use {
  /** A key, or text that came into the field that has the focus without one: dictated, written by hand, pasted. */
  readonly key: number;
  /** The beginning or the end of one, or a move of what is dragged. */
  readonly press: number;
  /** A button of the mouse is down, or a finger is on the screen. */
  readonly isHeld: boolean;
  /** An input method waits for the user to choose what they mean. */
  readonly isComposing: boolean;
  /** The last of all this, of a move of the pointer, and of when the page came to be seen; 0 before any of it. */
  readonly touch: number;
  /** In the window. A finger is nowhere between its touches, and a mouse that has not moved yet may be anywhere. */
  readonly at: { readonly x: number; readonly y: number } | undefined;
}

/** The page in the window `page`, by the browser's own events; nothing listens while nobody has subscribed. */
export function createPages(page: Window): Pages & { lastUse(): Use } {
  const { document, history } = page;
  const use: { -readonly [K in keyof Use]: Use[K] } = {
    key: Number.NEGATIVE_INFINITY,
    press: Number.NEGATIVE_INFINITY,
    isHeld: false,
    isComposing: false,
    touch: 0,
    at: undefined,
  };
  const url = () => page.location.href;
  const visible = () => document.visibilityState === "visible";
  return {
    url,
    visible,
    onChange: createSubscribable((tell, on, end) => {
      let last = url();
      // Later, so that the page's own call is over by then, and once for several changes in a row.
      const changed = () =>
        queueMicrotask(() => {
          if (last !== (last = url())) tell();
        });
      const { navigation }: { navigation?: Navigation } = page;
      if (navigation) return on(navigation, "currententrychange", changed);
      for (const type of ["popstate", "hashchange"]) on(page, type, changed);
      for (const name of ["pushState", "replaceState"] as const)
        end.addEventListener("abort", wrap(history, name, changed));
    }),
    onHide: createSubscribable((tell, on) => {
      on(document, "visibilitychange", () => visible() || tell());
      on(page, "pagehide", () => tell());
    }),
    onShow: createSubscribable((tell, on) => {
      on(document, "visibilitychange", () => visible() && tell());
      on(page, "pageshow", (event) => (event as PageTransitionEvent).persisted && tell());
    }),
    onActivity: createSubscribable((tell, on) => {
      let last = -ACTIVITY_APART_MS;
      const act = ({ timeStamp }: Event) => {
        if (timeStamp - last < ACTIVITY_APART_MS) return;
        last = timeStamp;
        tell();
      };
      on(document, "visibilitychange", (event) => {
        if (visible()) use.touch = event.timeStamp;
      });
      const press = (event: Event) => {
        const { type, timeStamp, touches } = event as TouchEvent;
        use.touch = use.press = timeStamp;
        // A finger that scrolls has no pointer any more, but is a touch until it leaves.
        if (type !== "pointercancel" && type !== "dragover")
          use.isHeld = touches ? !!touches[0] : type === "pointerdown";
        if (type === "pointerdown") act(event);
      };
      for (const type of PRESSES) on(page, type, press);
      on(page, "pointermove", (event) => {
        const { pointerType, clientX: x, clientY: y, buttons } = event as PointerEvent;
        use.touch = event.timeStamp;
        use.at = pointerType === "touch" ? undefined : { x, y };
        // It was let go where nothing is heard of it, as in a menu of the browser's.
        if (!buttons) use.isHeld = false;
      });
      on(page, "keydown", (event) => {
        use.touch = use.key = event.timeStamp;
        act(event);
      });
      // What a page writes into its other fields is none of the user's.
      const write = ({ type, target, timeStamp, isComposing }: Event & Partial<InputEvent>) => {
        if (target === document.activeElement) use.touch = use.key = timeStamp;
        use.isComposing = !!isComposing && type !== "compositionend";
      };
      for (const type of TEXTS) on(page, type, write);
    }),
    /** Known while somebody listens to the activity. */
    lastUse: () => use,
  };
}

/**
 * Browsers without the Navigation API tell of `pushState` in no other way. The undo leaves alone what another script
 * has wrapped since; what stays in its chain passes calls on.
 */
function wrap(history: History, name: "pushState" | "replaceState", changed: () => void): Undo {
  const original = history[name];
  const wrapped: typeof original = function (this: History, ...change) {
    try {
      return original.apply(this, change);
    } finally {
      changed();
    }
  };
  // Unlike an assignment, this does not throw where the page has frozen its history.
  Reflect.set(history, name, wrapped);
  return () => {
    if (history[name] === wrapped) history[name] = original;
  };
}
