import { createClock } from "./browser/clock.ts";
import { createIdbStore } from "./browser/idbStore.ts";
import { createJournal } from "./browser/journal.ts";
import { createPages } from "./browser/pages.ts";
import { createTabs } from "./browser/tabs.ts";
import type { World } from "./world.ts";

/** This page and browser as an instance's world. */
export function createBrowserWorld(): World {
  const page = window;
  const { document, navigator } = page;
  const clock = createClock(page);
  const random = Math.random;
  const fetch = page.fetch.bind(page);
  return {
    clock,
    random,
    chunks: { config: () => import("./config/parse.ts"), show: () => import("./show.ts") },
    pages: createPages(page),
    languages: [document.documentElement.lang, ...navigator.languages].filter(Boolean),
    online: () => navigator.onLine,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    open(product) {
      const name = `milepost ${product}`;
      const store = createIdbStore(name, page);
      return {
        store,
        tabs: createTabs(name, page),
        journal: createJournal(name, page),
        async sending() {
          const { createSender, createFetchTransport, createLocks } = await import("./send.ts");
          return {
            createSender,
            transport: createFetchTransport({ fetch }),
            locks: createLocks(page, { store, clock, random }),
          };
        },
      };
    },
  };
}
