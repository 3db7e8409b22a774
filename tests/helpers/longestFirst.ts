import { existsSync } from "node:fs";
import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * What takes long, in seconds on two cores that have nothing else to do. Rough is good enough: it matters only that no
 * worker begins with a long file when the others are about to end. Who is not named here counts as one second.
 */
const SECONDS: Readonly<Record<string, number>> = {
  "tests/vite/vite.test.ts": 4,
  "tests/cli/mcp.test.ts": 4,
  "tests/check/check.test.ts": 8,
  "tests/cli/diff.test.ts": 12,
  "tests/browser/outcomes.test.ts": 12,
  "tests/browser/inspector.test.ts": 12,
  "tests/hosts/picker.test.ts": 12,
  "tests/insights/figures/coverage.test.ts": 12,
  "tests/simulation/arms.test.ts": 20,
  "tests/examples/gallery.test.ts": 104,
  "tests/browser/words.test.ts": 40,
  "tests/receiver/figures.test.ts": 15,
  "tests/receiver/figureFaults.test.ts": 20,
  "tests/receiver/figureDoors.test.ts": 12,
  "tests/receiver/attack.test.ts": 75,
  "tests/browser/promises.test.ts": 54,
  "tests/browser/moments.test.ts": 52,
  "tests/browser/geometry.test.ts": 50,
  "tests/hosts/quick.test.ts": 25,
  "tests/sql/views.test.ts": 80,
  "tests/browser/signals.test.ts": 43,
  "tests/browser/targets.test.ts": 43,
  "tests/browser/faults.test.ts": 40,
  "tests/sdk/domain/engine/laws.test.ts": 15,
  "tests/browser/presence.test.ts": 36,
  "tests/receiver/absent.test.ts": 40,
  "tests/receiver/webhookAttacks.test.ts": 20,
  "tests/receiver/webhooks.test.ts": 15,
  "tests/receiver/hosts.test.ts": 35,
  "tests/browser/redraw.test.ts": 35,
  "tests/browser/realCases.test.ts": 33,
  "tests/browser/firstRun.test.ts": 32,
  "tests/browser/demo.test.ts": 31,
  "tests/simulation/simulateYear.test.ts": 30,
  "tests/receiver/embedded.test.ts": 29,
  "tests/receiver/readers.test.ts": 29,
  "tests/browser/stepsHold.test.ts": 29,
  "tests/browser/replies.test.ts": 27,
  "tests/browser/dialogs.test.ts": 26,
  "tests/receiver/missionControl.test.ts": 25,
  "tests/receiver/madeUpYear.test.ts": 15,
  "tests/receiver/desk.test.ts": 30,
  "tests/browser/hostile.test.ts": 25,
  "tests/browser/story.test.ts": 25,
  "tests/browser/pages.test.ts": 35,
  "tests/browser/inSight.test.ts": 24,
  "tests/browser/leaks.test.ts": 24,
  "tests/sdk/domain/decide/guidanceLaws.test.ts": 12,
  "tests/browser/host.test.ts": 23,
  "tests/examples/invoices.test.ts": 20,
  "tests/browser/reportPage.test.ts": 20,
  "tests/browser/hostStyles.test.ts": 19,
  "tests/examples/frameworks.test.ts": 19,
  "tests/browser/kinds.test.ts": 18,
  "tests/browser/navigation.test.ts": 18,
  "tests/browser/scheme.test.ts": 15,
  "tests/browser/delivery.test.ts": 13,
  "tests/browser/furniture.test.ts": 13,
  "tests/sdk/runtime/mutations.test.ts": 13,
  "tests/receiver/rates.test.ts": 12,
  "tests/browser/guides.test.ts": 12,
  "tests/insights/figures/effect.test.ts": 12,
  "tests/browser/policies.test.ts": 11,
  "tests/browser/storage.test.ts": 11,
  "tests/built/command.test.ts": 10,
  "tests/built/receive.test.ts": 10,
  "tests/browser/accessibility.test.ts": 10,
  "tests/browser/explain.test.ts": 10,
  "tests/browser/injection.test.ts": 10,
  "tests/browser/keyboard.test.ts": 10,
  "tests/browser/ownLists.test.ts": 10,
  "tests/cli/order.test.ts": 10,
  "tests/insights/stats/sequentialInterval.test.ts": 10,
  "tests/receiver/progressBystander.test.ts": 9,
  "tests/browser/names.test.ts": 9,
  "tests/built/npm.test.ts": 8,
  "tests/browser/routers.test.ts": 8,
  "tests/cli/identity.test.ts": 8,
  "tests/browser/hostEvents.test.ts": 7,
  "tests/receiver/edges.test.ts": 6,
  "tests/receiver/erasure.test.ts": 6,
  "tests/receiver/progress.test.ts": 6,
  "tests/browser/scrolling.test.ts": 6,
  "tests/cli/forms.test.ts": 6,
  "tests/receiver/progressBounds.test.ts": 5,
  "tests/receiver/receiver.test.ts": 5,
  "tests/browser/missingChunk.test.ts": 5,
  "tests/browser/zones.test.ts": 5,
  "tests/cases.test.ts": 5,
  "tests/sdk/delivery/delivery.test.ts": 5,
  "tests/receiver/refusals.test.ts": 4,
  "tests/browser/startup.test.ts": 4,
};

const getSeconds = ({ moduleId }: TestSpecification): number =>
  SECONDS[relative(process.cwd(), moduleId).replaceAll("\\", "/")] ?? 1;

/** The long files first, so that all workers end at about the same time: on a machine that has never run them as well. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const gone = Object.keys(SECONDS).filter((path) => !existsSync(path));
    if (gone.length > 0) throw new Error(`tests/helpers/longestFirst.ts names what is not there: ${gone}`);
    return files.toSorted((a, b) => getSeconds(b) - getSeconds(a));
  }
}
