import type { SiteData } from "../ports.ts";

/** @param name What its database is called, and with what the names of all else begin that it keeps. */
export function createSiteData(
  name: string,
  page: Pick<Window, "indexedDB" | "localStorage" | "sessionStorage">,
): SiteData {
  const refusal = `${name} refused`;

  /** Storage may be denied: there is nothing in it then. */
  const visit = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch {
      return undefined;
    }
  };

  return {
    async forget() {
      for (const kind of ["localStorage", "sessionStorage"] as const) {
        visit(() => {
          const keys = Object.keys(page[kind]).filter((key) => key === name || key.startsWith(`${name} `));
          for (const key of keys) if (key !== refusal) page[kind].removeItem(key);
        });
      }
      // Other tabs close their connections when they are asked to, so this waits for nobody for long.
      await new Promise<void>((resolve) => {
        const request = visit(() => page.indexedDB.deleteDatabase(name));
        if (!request) return resolve();
        for (const type of ["success", "error", "blocked"]) request.addEventListener(type, () => resolve());
      });
    },
    isRefused: () => visit(() => page.localStorage.getItem(refusal)) === "yes",
    refuse(refused) {
      visit(() =>
        refused ? page.localStorage.setItem(refusal, "yes") : page.localStorage.removeItem(refusal),
      );
    },
  };
}
