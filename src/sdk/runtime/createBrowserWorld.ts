import { createClock } from "../browser/clock.ts";
import { createPages } from "../browser/pages.ts";
import { isAskingForPrivacy } from "../browser/privacy.ts";
import { createIdbStore } from "../browser/storage/idbStore.ts";
import { createSiteData } from "../browser/storage/siteData.ts";
import { createUnloadJournal } from "../browser/storage/unloadJournal.ts";
import { createTabs } from "../browser/tabs.ts";
import { loadFeatures } from "../chunks/features.ts";
import { LOCAL } from "../domain/time/zone.ts";
import type { World } from "./world.ts";

/** This page and browser as an instance's world. */
export function createBrowserWorld(): World {
  const page = window;
  const { document } = page;
  const clock = createClock(page);
  const random = Math.random;
  const pages = createPages(page);
  const getName = (product: string): string => `milepost ${product}`;
  return {
    clock,
    random,
    chunks: {
      async engine(plan) {
        const [{ createWatchUse, createAwakeRun }, features] = await Promise.all([
          import("./awakeRun.ts"),
          loadFeatures(plan),
        ]);
        pages.watchUse(createWatchUse(page));
        return { createAwakeRun: (options) => createAwakeRun(options, features) };
      },
      config: () => import("../chunks/makePlan.ts"),
      show: async (plan) => (await import("./awakeRun.ts")).loadShow(plan, { page, pages, clock }),
      past: () => import("../chunks/readPastMilestones.ts"),
      explain: () => import("../chunks/explaining.ts"),
      remoteProgress: async () => (await import("../chunks/progress.ts")).createAsking(page),
      hints: () => import("../chunks/hints.ts"),
      sending: async () => (await import("../chunks/sending.ts")).createSending(page),
      reporting: () => import("../chunks/reporting.ts"),
    },
    watch: {
      signals: async (kinds, tell, how) =>
        (await import("../browser/signals.ts")).watchSignals(kinds, tell, { page, pages, clock, ...how }),
      elements: async (plans, tell, how) =>
        (await import("../chunks/elements.ts")).watchElements(plans, tell, { page, pages, clock, ...how }),
    },
    soon: (run) => void clock.after(0, run),
    pages,
    // Its first use costs a page some memory: it is asked when somebody needs it.
    languages: () => [document.documentElement.lang, ...page.navigator.languages].filter(Boolean),
    online: () => page.navigator.onLine,
    zone: LOCAL,
    isLocal: () => /(^|\.)localhost$|^127\.|^\[::1]$/.test(page.location.hostname),
    asksForPrivacy: () => isAskingForPrivacy(page.navigator),
    siteData: (product) => createSiteData(getName(product), page),
    open(product, onBroken) {
      const name = getName(product);
      return {
        store: createIdbStore(name, page, onBroken),
        tabs: createTabs(name, page),
        journal: createUnloadJournal(name, page),
      };
    },
  };
}
