import { connect } from "../sdk/chunks/connect.ts";
import { explainAll, explainWithheld } from "../sdk/chunks/explaining.ts";
import { readPastMilestones } from "../sdk/chunks/readPastMilestones.ts";
import { createReporting } from "../sdk/chunks/reporting.ts";
import { createSelfReports } from "../sdk/chunks/selfReports.ts";
import { toPlan } from "../sdk/chunks/toPlan.ts";
import * as trouble from "../sdk/chunks/trouble.ts";
import { createDelivery } from "../sdk/delivery/delivery.ts";
import { getFeatures } from "../sdk/domain/features/fullEngine.ts";
import { createGuidance } from "../sdk/guidance/guidance.ts";
import { statefulKinds } from "../sdk/guidance/stateful/statefulKinds.ts";
import type { Locks } from "../sdk/ports.ts";
import { followProgress } from "../sdk/progress/followProgress.ts";
import { createRemoteProgress } from "../sdk/progress/remoteProgress.ts";
import { createAwakeRun } from "../sdk/runtime/awakeRun.ts";
import type { Watch, World } from "../sdk/runtime/world.ts";
import type { TestStorage } from "./createStorage.ts";
import { inOwnTask } from "./flush.ts";
import type { Mailbox } from "./mailbox.ts";
import type { Screen } from "./screen.ts";
import type { TestClock } from "./testClock.ts";
import type { TestPages } from "./testPages.ts";

export interface TestWorldOptions {
  readonly clock: TestClock;
  readonly pages: TestPages;
  readonly storage: TestStorage;
  readonly mailbox: Mailbox;
  readonly screen: Screen;
  readonly watch: Watch;
  readonly zone: string;
}

/** All that an instance is plugged into, and none of it a browser's. */
export function createTestWorld(options: TestWorldOptions): World {
  const { storage, mailbox, screen, ...world } = options;
  const words: unknown[] = [];
  return {
    ...world,
    random: storage.random,
    soon: inOwnTask,
    chunks: {
      engine: async (plan) => ({
        createAwakeRun: (options) => createAwakeRun(options, getFeatures(plan)),
      }),
      config: async () => ({ parse: toPlan }),
      show: async () => ({ createGuidance, mount: screen.mount, kinds: statefulKinds }),
      explain: async () => ({ explainAll, explainWithheld }),
      hints: () => import("../sdk/chunks/hints.ts"),
      remoteProgress: async () => ({
        createRemoteProgress,
        followProgress,
        get: mailbox.get,
        listen: mailbox.listen,
      }),
      past: async () => ({ readPastMilestones }),
      sending: async () => ({
        createSelfReports,
        connect: (known, beside) =>
          connect(known, beside, (given) =>
            createDelivery({
              ...given,
              transport: mailbox,
              getZoneName: () => options.zone,
              locks: createTestLocks(),
              loadTrouble: async () => trouble,
            }),
          ),
      }),
      reporting: async () => ({ createReporting }),
    },
    languages: () => [],
    online: () => true,
    isLocal: () => false,
    asksForPrivacy: () => false,
    siteData: () => ({
      forget: storage.clear,
      isRefused: () => storage.refused,
      refuse(refused) {
        storage.refused = refused;
      },
      isAsleep: () => false,
      noteAsleep() {},
    }),
    open: () => ({
      store: storage,
      // A tab alone.
      tabs: { post() {}, onMessage: () => () => {} },
      journal: {
        write: (_, some) => words.push(some),
        drain: () => words.splice(0),
        isEmpty: () => !words.length,
      },
    }),
  };
}

function createTestLocks(): Locks {
  const held = new Set<string>();
  return {
    async whenFree(name, task) {
      if (held.has(name)) return undefined;
      held.add(name);
      return task().finally(() => held.delete(name));
    },
  };
}
