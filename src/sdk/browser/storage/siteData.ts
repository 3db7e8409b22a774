import type { SiteData } from "../../ports.ts";

/** @param name What its database is called, and with what the names of all else begin that it keeps. */
export function createSiteData(
  name: string,
  page: Pick<Window, "indexedDB" | "localStorage" | "sessionStorage">,
): SiteData {
  const refusal = `${name} refused`;
  const rest = `${name} asleep`;

  /** Storage may be denied: there is nothing in it then. */
  const visit = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch {
      return undefined;
    }
  };

  const is = (key: string): boolean => visit(() => page.localStorage.getItem(key)) === "yes";
  const note = (key: string, isSo: boolean): void =>
    visit(() => (isSo ? page.localStorage.setItem(key, "yes") : page.localStorage.removeItem(key)));

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
    isRefused: () => is(refusal),
    refuse: (refused) => note(refusal, refused),
    isAsleep: () => is(rest),
    noteAsleep(asleep) {
      if (is(rest) !== asleep) note(rest, asleep);
    },
  };
}
