import type { Plan } from "../domain/plan/plan.ts";
import { type MilepostError, whenLoaded } from "../errors.ts";
import { createAlarm } from "../lib/alarm.ts";
import { RETRY_MS } from "../lib/retryMs.ts";
import type { Clock } from "../ports.ts";
import type { Chunks, Run } from "./world.ts";

export const ENGINE = "what judges what happens";

type Engine = Awaited<ReturnType<Chunks["engine"]>>;

export interface WakerOptions {
  readonly clock: Clock;
  readonly chunks: Pick<Chunks, "engine">;
  readonly plan: Plan;
  /** Resolves once all is stored that was taken in asleep, to the run that is awake. */
  rise(engine: Engine): Promise<Run>;
  onError(error: MilepostError): void;
  onFault(fault: unknown): void;
}

/** Brings a run that is awake, once. Where its file does not load, that is tried again after a while. */
export interface Waker {
  /** Resolves once the run is awake, which may take until the file is there; never rejects. */
  wake(): Promise<Run>;
  /** Passes a call on once the run is awake, in the order of the calls. */
  pass<T>(call: (run: Run) => T | Promise<T>): Promise<T>;
  /** Wakes then at the latest. */
  wakeAt(at: number): void;
  /** What did not load may be there by now. */
  retry(): void;
  /** Is the file there? From then on all waits for the run that is awake. */
  isOver(): boolean;
  /** Do calls wait for it? */
  isMore(): boolean;
  run(): Run | undefined;
  stop(): void;
}

export function createWaker({ clock, chunks, plan, rise, onError, onFault }: WakerOptions): Waker {
  let run: Run | undefined;
  let markAwake: (run: Run) => void;
  const whenAwake = new Promise<Run>((resolve) => {
    markAwake = resolve;
  });
  let isBusy = false;
  let isOver = false;
  let waiting = 0;
  let retryAt = 0;
  const alarm = createAlarm(clock, () => void wake());

  function wake(): Promise<Run> {
    if (!isBusy && clock.now() >= retryAt) {
      isBusy = true;
      load().catch(onFault);
    }
    return whenAwake;
  }

  async function load(): Promise<void> {
    const engine = await whenLoaded(ENGINE, chunks.engine(plan)).catch(onError);
    if (!engine) {
      isBusy = false;
      retryAt = clock.now() + RETRY_MS;
      return alarm.set(retryAt);
    }
    isOver = true;
    alarm.set(Number.POSITIVE_INFINITY);
    run = await rise(engine);
    markAwake(run);
  }

  return {
    wake,
    async pass(call) {
      waiting++;
      const awake = await wake();
      waiting--;
      return call(awake);
    },
    wakeAt: alarm.set,
    retry() {
      retryAt = 0;
    },
    isOver: () => isOver,
    isMore: () => waiting > 0,
    run: () => run,
    stop() {
      isBusy = true;
      alarm.set(Number.POSITIVE_INFINITY);
    },
  };
}
