import { type Plan, type Signal, toEventName } from "../domain/plan/plan.ts";
import type { Fact } from "../domain/state/facts.ts";
import { type MilepostError, whenLoaded } from "../errors.ts";
import type { Pages, Undo } from "../ports.ts";
import type { Watch } from "./world.ts";

export interface PageWatchersOptions {
  readonly plan: Plan;
  /** Where reports go, if they do. */
  readonly endpoint: string | undefined;
  /** Left out where there is no page. */
  readonly watch: Watch | undefined;
  readonly pages: Pick<Pages, "url">;
  now(): number;
  createId(): string;
  /** Is Milepost there for this person at all? */
  isAdmitted(): boolean;
  note(fact: Fact): void;
  onError(error: MilepostError): void;
}

/** Start the watching of friction and of the elements that conditions ask for, where the plan has some. */
export interface PageWatchers {
  /**
   * Keys of the plan's elements that the page has now. A page that somebody has only just come to has none: what stands
   * there may still be the one before. `undefined` where there is no page.
   */
  elements(): ReadonlySet<string> | undefined;
  /** Begins, once somebody is there for whom Milepost is. A plan that asks for nothing loads nothing. */
  start(): void;
  stop: Undo;
}

export function createPageWatchers(options: PageWatchersOptions): PageWatchers {
  const { plan, endpoint, watch, pages, now, createId, isAdmitted, note, onError } = options;
  const { product, signals, elements } = plan;
  const ending = new AbortController();
  const end = ending.signal;
  const getPage = (): string => pages.url().replace(/\?.*/, "");
  let keys: ReadonlySet<string>;
  let page: string | undefined;
  let isDue = signals.length + elements.length > 0;

  /** A signal counts like an event, but is not what the user did, and is not sent by itself. */
  function suffer(signal: Signal): void {
    const known = { name: toEventName(signal), own: true, properties: {} } as const;
    note({ kind: "event", ...known, at: now(), id: createId() });
  }

  function see(there: ReadonlySet<string>): void {
    keys = there;
    page = getPage();
    note({ kind: "elements", at: now() });
  }

  const load = (what: string, coming: Promise<void>): void => void whenLoaded(what, coming).catch(onError);

  return {
    elements: () => watch && (page === getPage() ? keys : new Set()),
    start() {
      if (!isDue || !watch || !isAdmitted()) return;
      isDue = false;
      if (signals.length > 0)
        load("what notices friction", watch.signals(signals, suffer, { product, endpoint, end }));
      if (elements.length > 0) load("what watches elements", watch.elements(elements, see, { end }));
    },
    stop: () => ending.abort(),
  };
}
