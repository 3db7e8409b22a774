import type { Explanation } from "../domain/decide/explain.ts";
import { mayShow } from "../domain/decide/mayShow.ts";
import type { Plan } from "../domain/plan/plan.ts";
import type { EvalContext } from "../domain/state/evalContext.ts";
import { isMilepostError, MilepostError, whenLoaded } from "../errors.ts";
import type { Guidance } from "../guidance/guidance.ts";
import type { PersonPort } from "../guidance/guideOpener.ts";
import type { SayObstacle } from "../guidance/obstacles.ts";
import type { StepEvent } from "../guidance/stateful/tourSteps.ts";
import { measure } from "../lib/measure.ts";
import { RETRY_MS } from "../lib/retryMs.ts";
import type { Audience } from "../person/personCopy.ts";
import type { Who } from "../person/who.ts";
import type { RemoteProgressStatus, Undo } from "../ports.ts";
import type { Renderers } from "../renderers.ts";
import type { Chunks } from "./world.ts";

export interface GuidanceLoaderOptions {
  readonly guided: PersonPort;
  readonly plan: Plan;
  readonly chunks: Chunks;
  readonly locales: readonly string[];
  /** `off` shows nothing, also when asked. */
  readonly mode: "auto" | "asked" | "off";
  readonly container: Element | string | undefined;
  readonly render: Renderers | undefined;
  readonly navigate: ((url: string) => void) | undefined;
  readonly audience: Audience;
  /** Who was at work on the page before. */
  readonly kept: Who;
  /** Has the user neither pressed nor typed since the page was loaded? */
  isFresh(): boolean;
  getRemoteProgress(): RemoteProgressStatus;
  /** Called with the moment at which to look again though nothing has happened. */
  wakeAt(at: number): void;
  onError(error: MilepostError): void;
}

/** Loads guidance and widgets when something may be to show, and passes calls on to them. */
export interface GuidanceLoader {
  /** Guides may show from now on. To be called once the calls that came before, `identify` among them, are carried out. */
  begin(): void;
  /** Decides anew what is to be seen. */
  refresh(): void;
  /** Carries on a tour whose step waits for this. */
  notice(event: StepEvent): void;
  move(url: string): void;
  start(id: string): Promise<void>;
  /** Guidance, which loads for it; `undefined` where the page has switched it off, or it did not load. */
  open(): Promise<Guidance | undefined>;
  end(id?: string): void;
  pause(paused: boolean): void;
  /** Why each guide is shown or not, now. */
  explain(): Promise<Explanation[]>;
  stop: Undo;
}

export function createGuidanceLoader(options: GuidanceLoaderOptions): GuidanceLoader {
  const { guided, chunks, mode, audience, wakeAt, onError } = options;
  /** What happened while guidance was loading, for a tour that waits for it. */
  const unnoticed: StepEvent[] = [];
  let guidance: Guidance | undefined;
  let loading: Promise<void> | undefined;
  let unmount: Undo | undefined;
  let begun = false;
  let paused = false;
  let stopped = false;
  /** What shows guides did not load, and is left alone until then. */
  let retryAt = 0;
  const isWanted = (): boolean => begun && !paused && audience.admits();
  const refresh = (): void => measure("decide", decide);

  function decide(): void {
    if (guidance) return guidance.refresh();
    const context: EvalContext = guided.look();
    const isDue = mayShow(context);
    const isLeft = context.now < retryAt;
    wakeAt(isLeft ? Math.min(context.wake, retryAt) : context.wake);
    if (isDue && !isLeft && isWanted()) void load();
  }

  const say: SayObstacle = (code, line, cause) => onError(new MilepostError(code, line, { cause }));
  const sayFault = (what: string, cause: unknown): void => {
    const name = what === "navigate" ? what : `render.${what}`;
    onError(new MilepostError("render-broken", `${name} failed: ${cause}`, { cause }));
  };

  /** A failure is said. What did not load is tried again on the next page or later; what broke would break again. */
  function load(): Promise<void> {
    if (mode === "off") return Promise.resolve();
    loading ??= whenLoaded("what shows guides", chunks.show(options.plan))
      .then(({ createGuidance, mount, ...manners }) => {
        if (stopped) return;
        guidance = createGuidance({ ...options, ...manners, mode, isWanted, say });
        guidance.refresh();
        for (const event of unnoticed.splice(0)) guidance.notice(event);
        const stage = guidance;
        unmount = measure("show", () => mount(stage, { ...options, onFault: sayFault }));
      })
      .catch((cause: unknown) => {
        if (isMilepostError(cause)) {
          loading = undefined;
          retryAt = guided.look().now + RETRY_MS;
          onError(cause);
          return refresh();
        }
        guidance?.stop();
        guidance = undefined;
        onError(new MilepostError("unexpected", `what shows guides broke: ${cause}`, { cause }));
      });
    return loading;
  }

  const open = (): Promise<Guidance | undefined> => load().then(() => guidance);

  function notice(event: StepEvent): void {
    if (guidance) guidance.notice(event);
    else if (mayShow(guided.look())) unnoticed.push(event);
  }

  return {
    begin() {
      begun = true;
      // A tour that was left on the page before may have waited for this one.
      notice({ on: "page", url: guided.look().here.url });
      refresh();
    },
    refresh,
    notice,
    move(url) {
      retryAt = 0;
      guidance?.move(url);
    },
    start: (id) => open().then((it) => it?.start(id)),
    open,
    end: (id) => guidance?.end(id),
    async explain() {
      const { explainAll } = await whenLoaded("what says why", chunks.explain());
      const withheld = getWithheld(options, paused);
      const isLeft = guided.look().now < retryAt;
      return explainAll({ scene: guided.look(), decisions: guidance?.decisions, withheld, isLeft });
    },
    pause(next) {
      paused = next;
      refresh();
    },
    stop() {
      stopped = true;
      unmount?.();
      guidance?.stop();
    },
  };
}

/** What keeps all guides away from this page, if so. */
function getWithheld({ audience, mode, getRemoteProgress }: GuidanceLoaderOptions, paused: boolean) {
  if (!audience.admits()) return "audience";
  if (paused) return "pause";
  if (getRemoteProgress() === "pending") return "progress";
  return mode === "auto" ? undefined : mode;
}
