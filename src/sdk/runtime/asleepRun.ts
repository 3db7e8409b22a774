import { createGuard } from "../lib/guard.ts";
import type { Rest } from "../person/rest.ts";
import type { PersonCall, Undo } from "../ports.ts";
import { hashCall } from "./hashCall.ts";
import { createRecorder, type Recorder } from "./recorder.ts";
import { createWaker, type Waker } from "./waker.ts";
import type { AwakeRunOptions, Run } from "./world.ts";

/**
 * A run without an engine. What concerns nobody is stored and sent; what concerns somebody is kept beside it, in the same
 * transaction, and wakes the run: from then on all is passed on to one that is awake. Where that does not load, it goes
 * on in the same way, and asks for it again after a while or on another page.
 * @param opened How the person was left.
 */
export function createAsleepRun(given: AwakeRunOptions, opened: Rest): Run {
  const { world, connection, faults, isMore } = given;
  let undos: readonly Undo[] = [];
  let stopped = false;
  let paused = false;
  let begun = false;
  const onTheWay = new Set<PersonCall>();
  const close = (): void => {
    for (const undo of undos) undo();
    undos = [];
  };
  const waker = createWaker({
    ...world,
    ...faults,
    plan: given.plan,
    async rise({ createAwakeRun }) {
      await recorder.whenStored();
      await connection.identity.open();
      const run = await createAwakeRun({
        ...given,
        connection: { ...connection, isJustOpened: true },
        isWoken: true,
        isMore: () => isMore() || waker.isMore(),
      });
      close();
      if (stopped) run.stop();
      if (paused) run.pause(true);
      if (begun) run.begin();
      return run;
    },
  });
  const recorder = createRecorder(given, opened, () => void waker.wake());
  waker.wakeAt(opened.until);
  undos = watch(given, recorder, waker);

  function take(call: PersonCall): Promise<string | undefined> {
    if (!waker.isOver()) {
      if (call.say === "track") return recorder.track(call);
      if (call.say === "page") return recorder.page(call);
      if (recorder.rest().said.includes(hashCall(call))) return Promise.resolve(undefined);
    }
    return waker.pass((run) => run.hear(call));
  }

  return {
    get parts() {
      return waker.run()?.parts;
    },
    hear(call) {
      const run = waker.run();
      if (run) return run.hear(call);
      // The queue knows of all others while they hold it up.
      if (call.say === "track") onTheWay.add(call);
      return take(call).finally(() => onTheWay.delete(call));
    },
    async markReached(past) {
      const { milestones } = recorder.rest().progress;
      const isKnown = (id: string): boolean => Object.hasOwn(milestones, id) && milestones[id] !== null;
      if (!Object.keys(past).every(isKnown)) await waker.pass((run) => run.markReached(past));
    },
    progress: () => waker.run()?.progress() ?? structuredClone(recorder.rest().progress),
    settle: () => waker.run()?.settle(),
    async whenStored() {
      await recorder.whenStored();
      await waker.run()?.whenStored();
    },
    getPending: () => [...onTheWay],
    begin() {
      begun = true;
      waker.run()?.begin();
    },
    start: (id) => waker.pass((run) => run.start(id)),
    end: (id) => waker.run()?.end(id),
    pause(next) {
      paused = next;
      waker.run()?.pause(next);
    },
    explain: () => waker.pass((run) => run.explain()),
    stop() {
      stopped = true;
      close();
      waker.stop();
      const run = waker.run();
      if (run) run.stop();
      else connection.delivery?.stop();
    },
  };
}

/** Listens to the page and the other tabs while it sleeps. */
function watch(given: AwakeRunOptions, recorder: Recorder, waker: Waker): readonly Undo[] {
  const { world, shared, connection, faults, visit } = given;
  const { identity, delivery, createSelfReports } = connection;
  const { pages, clock } = world;
  const guard = createGuard(faults.onFault);
  const whileAsleep = (task: () => unknown): (() => void) => guard(() => waker.isOver() || task());
  const live = whileAsleep(recorder.live);
  const look = whileAsleep(recorder.look);
  const { rest } = recorder;
  const person = { admits: () => rest().admits, who: identity.current };
  const session = (): number => rest().session;
  const { store } = shared;
  const undos = [
    shared.tabs.onMessage((message) => waker.isOver() || recorder.hear(message)),
    pages.onChange(() => {
      visit.isSaid = false;
      waker.retry();
      live();
    }),
    pages.onActivity(() => {
      visit.isFresh = false;
      live();
    }),
    pages.onShow(look),
  ];
  if (delivery)
    undos.push(
      createSelfReports!({ ...given, clock, store, url: pages.url, person, session, delivery }).stop,
    );
  if (!connection.isJustOpened) look();
  // It is stored with who is there; a tab that is awake hears of it.
  if (rest().admits) shared.tabs.post({ active: rest().active });
  return undos;
}
