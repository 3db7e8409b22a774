import type { Pages, Undo } from "../ports.ts";
import { createSubscribable, type On } from "./subscribable.ts";
import type { Use } from "./use.ts";

const ACTIVITY_APART_MS = 5_000;

type WatchUse = (use: Use, on: On) => void;

/** Presses, keys and when the page came to be seen are known while somebody listens to the activity. */
export interface UsedPages extends Pages {
  lastUse(): Readonly<Use>;
  /** What notes the rest as well, from now on and as long as that. The first that is given is the one. */
  watchUse(watch: WatchUse): void;
}

/** The page in the window `page`, by the browser's own events; nothing listens while nobody has subscribed. */
export function createPages(page: Window): UsedPages {
  const { document, history } = page;
  const use: Use = { key: -1e9, press: -1e9, isHeld: false, isComposing: false, touch: 0, at: undefined };
  let listen: On | undefined;
  let watchUse: WatchUse | undefined;
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
      const act =
        (kind: "key" | "press") =>
        ({ timeStamp }: Event): void => {
          use.touch = use[kind] = timeStamp;
          if (timeStamp - last < ACTIVITY_APART_MS) return;
          last = timeStamp;
          tell();
        };
      on(page, "pointerdown", act("press"));
      on(page, "keydown", act("key"));
      on(document, "visibilitychange", ({ timeStamp }) => {
        if (visible()) use.touch = timeStamp;
      });
      listen = on;
      watchUse?.(use, on);
    }),
    lastUse: () => use,
    watchUse(watch) {
      if (watchUse) return;
      watchUse = watch;
      if (listen) watch(use, listen);
    },
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
