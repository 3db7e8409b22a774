import { watchSignals } from "../../src/sdk/browser/signals.ts";
import type { Signal } from "../../src/sdk/domain/plan/plan.ts";
import type { Pages } from "../../src/sdk/ports.ts";
import { el } from "../widgets/page.ts";
import { createVirtualClock, settle } from "./virtualClock.ts";

/** What there is to press and to fill in. */
function build(): void {
  document.body.replaceChildren(
    el("button", { id: "save" }, el("b", { id: "icon" }, "Save")),
    el("p", { id: "text" }, "Words."),
    el("output", { id: "count" }, "0"),
    el("a", { id: "link", href: "https://app.acme.example/other" }, "Other"),
    el("a", { id: "here", href: "#", "aria-current": "page" }, "Here"),
    el("a", { id: "away", href: "https://acme.example/", target: "_blank" }, "Away"),
    el("a", { id: "mail", href: "mailto:ana@acme.example" }, "Write"),
    el("button", { id: "off", disabled: "" }, "Off"),
    el("canvas", { id: "game" }),
    el("form", { id: "form" }, el("input", { id: "one" }), el("select", { id: "two" })),
    el("form", { id: "chat" }, el("textarea", { id: "say" })),
    el("milepost-root", { id: "ours" }, el("button", { id: "got-it" }, "Got it")),
  );
}

/** A user and a page that does what the test says, with one kind of friction watched in it. */
export function watchFor(signal: Signal) {
  build();
  const clock = createVirtualClock();
  const start = clock.now();
  const ending = new AbortController();
  const listeners = {
    change: new Set<() => void>(),
    hide: new Set<() => void>(),
    show: new Set<() => void>(),
  };
  const subscribe = (to: Set<() => void>) => (listener: () => void) => {
    to.add(listener);
    return () => void to.delete(listener);
  };
  const call = (all: Set<() => void>) => {
    for (const listener of [...all]) listener();
  };
  let url = "https://app.acme.example/";
  let noticed = 0;
  const pages: Pages = {
    url: () => url,
    visible: () => true,
    onChange: subscribe(listeners.change),
    onHide: subscribe(listeners.hide),
    onShow: subscribe(listeners.show),
    onActivity: () => () => {},
  };
  const load = () => {
    const around = { page: window, pages, clock, product: "acme", endpoint: "/v1/batch", end: ending.signal };
    watchSignals([signal], () => noticed++, around);
  };
  load();

  const fire = async (at: EventTarget, event: Event) => {
    Object.defineProperty(event, "timeStamp", { value: clock.now() - start });
    at.dispatchEvent(event);
    await settle();
  };
  const find = (css: string) => document.querySelector<HTMLElement>(css)!;
  /** Of a pointer, at the middle of nowhere unless told. */
  const point = (type: string, css: string, init: PointerEventInit = {}) =>
    fire(
      find(css),
      new PointerEvent(type, { bubbles: true, composed: true, isPrimary: true, button: 0, ...init }),
    );

  const user = {
    find,
    fire,
    point,
    /** How often it was noticed. */
    count: () => noticed,
    wait: (ms: number) => clock.advance(ms),
    shift: clock.shift,
    async press(css: string, init: PointerEventInit = {}) {
      await point("pointerdown", css, init);
      await point("pointerup", css, init);
    },
    async pressOften(css: string, times: number, apart = 150) {
      for (let at = 0; at < times; at++) {
        await user.press(css);
        await clock.advance(apart);
      }
    },
    event: (css: string, type: string) => fire(find(css), new Event(type, { bubbles: true, composed: true })),
    /** Of the window itself. */
    happen: (type: string, more: object = {}) => fire(window, Object.assign(new Event(type), more)),
    async go(path: string, after = 0) {
      await clock.advance(after);
      url = new URL(path, url).href;
      call(listeners.change);
    },
    /** Another document of the site, with the same tab around it. */
    async load(path: string, after = 0) {
      await clock.advance(after);
      url = new URL(path, url).href;
      for (const all of Object.values(listeners)) all.clear();
      load();
    },
    hide: () => call(listeners.hide),
    show: () => call(listeners.show),
    /** Takes it down; returns what is left behind. */
    stop() {
      ending.abort();
      const subscribed = Object.values(listeners).reduce((sum, all) => sum + all.size, 0);
      return { subscribed, sleepers: clock.sleepers() };
    },
    sleepers: clock.sleepers,
  };
  return user;
}

/** What is done, and how often it is noticed. */
export type Case = readonly [title: string, times: number, act: () => Promise<unknown>];

export type FrictionUser = ReturnType<typeof watchFor>;
