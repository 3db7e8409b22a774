import type { Clock, Pages } from "../../ports.ts";

/** What a detector listens on and asks. */
export interface DetectorTools {
  readonly page: Window & typeof globalThis;
  readonly pages: Pages;
  readonly clock: Clock;
  /** The product under whose name this tab remembers something over its pages. */
  readonly product: string;
  /** Where our own reports go. */
  readonly endpoint: string | undefined;
  /** Ends it all. */
  readonly end: AbortSignal;
}

/** Listens for one kind of friction until `end`, and calls `onSignal` each time there is some. */
export type Detector = (tools: DetectorTools, onSignal: () => void) => void;

/** What is typed in or chosen from, buttons aside. */
export const FIELD =
  "input:not([type=submit],[type=button],[type=reset],[type=image]),textarea,select,[contenteditable]";

type Events = WindowEventMap & DocumentEventMap;

/** Ahead of the page's own listeners, which may stop an event. */
export function listen<K extends keyof Events>(
  target: Window,
  type: K,
  signal: AbortSignal,
  listener: (event: Events[K]) => void,
): void {
  target.addEventListener(type, listener as (event: Event) => void, { signal, capture: true });
}

/** Whether it happened to one of our own widgets. */
export const isOurs = (event: Event): boolean =>
  event.composedPath().some((node) => /^milepost-root/.test((node as Partial<Element>).localName ?? ""));
