import type { Delivery } from "../delivery/delivery.ts";
import type { Plan, Signal } from "../domain/plan/plan.ts";
import { toEventName } from "../domain/plan/toEventName.ts";
import type { Fact } from "../domain/state/facts.ts";
import { type MilepostError, whenLoaded } from "../errors.ts";
import type { Audience } from "../person/personCopy.ts";
import type { Pages, Undo } from "../ports.ts";
import type { Watch } from "./world.ts";

export interface PageWatchersOptions {
  readonly plan: Plan;
  /** What sends reports; left out: none are sent. */
  readonly delivery: Pick<Delivery, "endpoint"> | undefined;
  /** Left out where there is no page. */
  readonly watch: Watch | undefined;
  readonly pages: Pick<Pages, "url">;
  now(): number;
  createId(): string;
  onError(error: MilepostError): void;
}

/** Start the watching of friction and of the elements that conditions ask for, where the plan has some. */
export interface PageWatchers {
  /**
   * Keys of the plan's elements that the page has now. A page that somebody has only just come to has none: what stands
   * there may still be the one before. `undefined` where there is no page.
   */
  elements(): ReadonlySet<string> | undefined;
  /**
   * To be called whenever it may have changed whom Milepost is for: begins with the first person for whom it is. A plan
   * that asks for nothing loads nothing. `note` is called with a fact for each signal, and for each change of the
   * elements that are there.
   */
  start(audience: Audience, note: (fact: Fact) => void): void;
  stop: Undo;
}

export function createPageWatchers({
  plan,
  delivery,
  watch,
  pages,
  now,
  createId,
  onError,
}: PageWatchersOptions): PageWatchers {
  const { product, signals, elements } = plan;
  const ending = new AbortController();
  const end = ending.signal;
  const getPage = (): string => pages.url().replace(/\?.*/, "");
  let keys: ReadonlySet<string>;
  let page: string | undefined;
  let isDue = signals.length + elements.length > 0;

  /** A signal counts like an event, but is not what the user did, and is not sent by itself. */
  const toFact = (signal: Signal): Fact => {
    const known = { name: toEventName(signal), own: true, properties: {} } as const;
    return { kind: "event", ...known, at: now(), id: createId() };
  };

  const load = (what: string, coming: Promise<void>): void => void whenLoaded(what, coming).catch(onError);

  return {
    elements: () => watch && (page === getPage() ? keys : new Set()),
    start(audience, note) {
      if (!isDue || !watch || !audience.admits()) return;
      isDue = false;
      const suffer = (signal: Signal): void => note(toFact(signal));
      const see = (there: ReadonlySet<string>): void => {
        keys = there;
        page = getPage();
        note({ kind: "elements", at: now() });
      };
      if (signals.length > 0)
        load(
          "what notices friction",
          watch.signals(signals, suffer, { product, endpoint: delivery?.endpoint, end }),
        );
      if (elements.length > 0) load("what watches elements", watch.elements(elements, see, { end }));
    },
    stop: () => ending.abort(),
  };
}
