import { createClock } from "./browser/clock.ts";
import { createIdbStore } from "./browser/idbStore.ts";
import { createJournal } from "./browser/journal.ts";
import { createLocks } from "./browser/locks.ts";
import { createPages } from "./browser/pages.ts";
import { createTabs } from "./browser/tabs.ts";
import { createFetchTransport } from "./browser/transport.ts";
import type { Chunks, World } from "./world.ts";

/** This page and browser as an instance's world; `undefined` where there is none, as on a server. */
export function createBrowserWorld(chunks: Chunks): World | undefined {
  if (typeof window === "undefined" || typeof document === "undefined") return undefined;
  const page = window;
  const clock = createClock(page);
  const random = Math.random;
  const fetch = page.fetch.bind(page);
  return {
    clock,
    random,
    chunks,
    fetch: (url) => fetch(url, { credentials: "same-origin" }),
    pages: createPages(page),
    transport: createFetchTransport({ fetch }),
    languages: [page.document.documentElement.lang, ...page.navigator.languages].filter(Boolean),
    online: () => page.navigator.onLine,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    warn: (line) => page.console.warn(`Milepost: ${line}`),
    open(product) {
      const name = `milepost ${product}`;
      const store = createIdbStore(name, page);
      return {
        store,
        tabs: createTabs(name, page),
        locks: createLocks(page, { store, clock, random }),
        journal: createJournal(name, page),
      };
    },
  };
}
