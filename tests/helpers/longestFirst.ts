import { existsSync } from "node:fs";
import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * What takes long, in seconds on two cores that have nothing else to do. Rough is good enough: it matters only that no
 * worker begins with a long file when the others are about to end. Who is not named here counts as one second.
 */
const SECONDS: Readonly<Record<string, number>> = {
  "tests/examples/gallery.test.ts": 60,
  "tests/receiver/attack.test.ts": 80,
  "tests/hosts/quick.test.ts": 50,
  "tests/browser/words.test.ts": 30,
  "tests/browser/promises.test.ts": 30,
  "tests/browser/signals.test.ts": 25,
  "tests/browser/realCases.test.ts": 25,
  "tests/browser/demo.test.ts": 25,
  "tests/browser/faults.test.ts": 25,
  "tests/examples/invoices.test.ts": 20,
  "tests/receiver/embedded.test.ts": 20,
  "tests/receiver/missionControl.test.ts": 20,
  "tests/browser/targets.test.ts": 20,
  "tests/browser/geometry.test.ts": 20,
  "tests/browser/accessibility.test.ts": 20,
  "tests/browser/leaks.test.ts": 20,
  "tests/browser/moments.test.ts": 20,
  "tests/receiver/readers.test.ts": 45,
  "tests/cli/order.test.ts": 8,
  "tests/cli/forms.test.ts": 8,
  "tests/cli/identity.test.ts": 8,
  "tests/browser/replies.test.ts": 30,
  "tests/browser/story.test.ts": 15,
  "tests/browser/host.test.ts": 15,
  "tests/browser/guides.test.ts": 15,
  "tests/browser/kinds.test.ts": 15,
  "tests/browser/storage.test.ts": 15,
  "tests/browser/navigation.test.ts": 15,
  "tests/browser/keyboard.test.ts": 15,
  "tests/browser/hostile.test.ts": 15,
  "tests/browser/injection.test.ts": 15,
  "tests/sdk/domain/engine/laws.test.ts": 15,
  "tests/simulation/simulateYear.test.ts": 25,
  "tests/insights/figures/effect.test.ts": 12,
  "tests/insights/facts/collectFacts.test.ts": 10,
  "tests/cli/report.test.ts": 10,
  "tests/sdk/runtime/mutations.test.ts": 12,
  "tests/cli/expect.test.ts": 4,
  "tests/examples/frameworks.test.ts": 10,
  "tests/browser/delivery.test.ts": 10,
  "tests/browser/scheme.test.ts": 10,
  "tests/receiver/receiver.test.ts": 10,
  "tests/receiver/identity.test.ts": 10,
  "tests/receiver/hosts.test.ts": 15,
  "tests/receiver/rates.test.ts": 10,
  "tests/receiver/tokens.test.ts": 8,
  "tests/receiver/progressBystander.test.ts": 20,
  "tests/receiver/progressBounds.test.ts": 8,
  "tests/receiver/progress.test.ts": 10,
  "tests/receiver/refusals.test.ts": 10,
  "tests/receiver/bodies.test.ts": 10,
  "tests/receiver/receiverDocument.test.ts": 10,
  "tests/sdk/domain/decide/guidanceLaws.test.ts": 8,
  "tests/built/npm.test.ts": 6,
  "tests/sdk/delivery/delivery.test.ts": 4,
  "tests/cli/simulate.test.ts": 4,
  "tests/insights/stats/sequentialInterval.test.ts": 6,
  "tests/insights/stats/laws.test.ts": 3,
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
