import type { GuideType } from "../domain/plan/plan.ts";
import { RETRY_MS } from "../lib/retryMs.ts";
import type { Absence, Stage, View } from "../stage.ts";
import type { HelpPanelState, PersonPort } from "./guideOpener.ts";
import type { ViewList } from "./viewList.ts";

/** Says what keeps guides from being drawn, in one line for whoever builds the page. */
export type SayObstacle = (
  code: "chunk-missing" | "container-missing" | "root-removed",
  line: string,
  cause?: unknown,
) => void;

export interface ObstaclesOptions {
  /** Where our element goes, to be named where that is not there. */
  readonly container?: unknown;
  say?: SayObstacle;
}

/** What is a file of its own: the drawing of a type, and what keeps corners clear. */
type Lackable = GuideType | "keepClear";

interface Screen extends ObstaclesOptions {
  readonly guided: Pick<PersonPort, "look">;
  readonly asked: Set<string>;
  readonly panel: HelpPanelState;
  readonly views: Pick<ViewList, "get" | "draw">;
  refresh(): void;
}

/** What keeps guides from being drawn on this page, though they are to be shown. */
export interface Obstacles extends Pick<Stage, "lack" | "miss"> {
  absence(): Absence;
  isLacking(what: Lackable): boolean;
  /** The user or the page asks for this guide or doc: what draws it is tried at once. */
  retry(id: string): void;
  /** Forgets what is over at `now`; the return value is the next moment at which something is. */
  wake(now: number): number;
  /** The page is another one. */
  clear(): void;
}

export function createObstacles(screen: Screen): Obstacles {
  const { say, container, guided, asked, panel, views, refresh } = screen;
  const lacking = new Map<Lackable, number>();
  const said = new Set<Absence>();
  const lines = {
    container: `container: found nothing that ${JSON.stringify(container)} leads to, expected an element; guides wait for it`,
    removed:
      "found <milepost-root> taken out of the page again and again; no guide is shown until the next page",
  };
  let absence: Absence;

  /** What stands in for it comes; who has asked for it may ask again. */
  function giveWay({ type, plan, heldOut }: View): void {
    asked.delete(plan.id);
    if (type === "help") panel.open = false;
    if (plan.fallback && !heldOut) asked.add(plan.fallback);
  }

  /** No drawing hangs on it, so nothing else would bring the next try. */
  const clearAgain = (): void => void (lacking.delete("keepClear") && views.draw());

  return {
    lack(what, cause) {
      lacking.set(what, guided.look().now + RETRY_MS);
      const why = (cause as Error | undefined)?.message ?? cause;
      const lost =
        what === "keepClear"
          ? "what keeps the page's corners clear (limits.keepClear)"
          : `what draws guides of the type ${what}`;
      say?.("chunk-missing", `${lost} did not load: ${why}`, cause);
      for (const view of views.get()) if (view.type === what) giveWay(view);
      refresh();
    },
    miss(next) {
      if (next === absence) return;
      absence = next;
      if (next && !said.has(next))
        say?.(next === "container" ? "container-missing" : "root-removed", lines[next]);
      said.add(next);
      refresh();
    },
    absence: () => absence,
    isLacking: (type) => lacking.has(type),
    retry: (id) => void lacking.delete(guided.look().index.guides.get(id)?.type ?? "help"),
    wake(now) {
      if (lacking.get("keepClear")! <= now) clearAgain();
      for (const [what, until] of lacking) if (until <= now) lacking.delete(what);
      return Math.min(Number.POSITIVE_INFINITY, ...lacking.values());
    },
    clear() {
      clearAgain();
      lacking.clear();
      // A container may come with any change of the page, and is waited for all the same.
      if (absence === "removed") absence = undefined;
    },
  };
}
