import type { Plan, Signal } from "./domain/plan.ts";
import { type MilepostError, whenLoaded } from "./errors.ts";
import type { Undo } from "./ports.ts";
import type { Watch } from "./world.ts";

export interface WatchingOptions {
  readonly plan: Plan;
  /** Left out where there is no page. */
  readonly watch: Watch | undefined;
  url(): string;
  /** Is Milepost there for this person at all? */
  isAdmitted(): boolean;
  onSignal(signal: Signal): void;
  onElements(): void;
  onError(error: MilepostError): void;
}

/** What the page itself shows: friction, and elements that conditions ask for. */
export interface Watching {
  /**
   * Keys of the plan's elements that the page has now; of a page that was only just come to it has none, though the
   * one before may still stand there. `undefined` where nobody sees a page.
   */
  elements(): ReadonlySet<string> | undefined;
  /** Begins, once somebody is there for whom Milepost is. A plan that asks for nothing loads nothing. */
  start(): void;
  stop: Undo;
}

const NONE: ReadonlySet<string> = new Set();

export function createWatching({ plan, watch, url, isAdmitted, ...on }: WatchingOptions): Watching {
  const { product, signals, elements } = plan;
  const ending = new AbortController();
  const end = ending.signal;
  const getPage = (): string => url().replace(/\?.*/, "");
  let there: ReadonlySet<string> = NONE;
  let page = "";
  let started = !watch || (signals.length === 0 && elements.length === 0);
  const load = (what: string, coming: Promise<void>): Promise<void> =>
    whenLoaded(what, coming).catch(on.onError);
  const tell = (keys: ReadonlySet<string>): void => {
    there = keys;
    page = getPage();
    on.onElements();
  };
  return {
    elements: () => watch && (page === getPage() ? there : NONE),
    start() {
      if (started || !isAdmitted()) return;
      started = true;
      if (signals.length > 0)
        void load("what notices friction", watch!.signals(signals, on.onSignal, { product, end }));
      if (elements.length > 0) void load("what watches elements", watch!.elements(elements, tell, { end }));
    },
    stop: () => ending.abort(),
  };
}
