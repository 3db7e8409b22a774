import { hash128 } from "../../domain/lib/hash.ts";
import { fromJson, toJson } from "../../domain/lib/json.ts";

/** A plan of this many characters is left to be made anew: the page's own storage has room for some five million. */
const CHARACTERS_AT_MOST = 300_000;

/** The plan that this browser has made of a config, kept for the next page. */
export interface KeptPlan {
  /** What was kept for this config; `undefined` where there is none, where it was changed since, or another version kept it. */
  read(): unknown;
  /** Keeps it in the place of the one before; where storage is denied or full, nothing is kept. */
  write(made: unknown): void;
}

/**
 * One text in `localStorage`: a hash of the version and the config, a hash of what follows, and the plan.
 * @param name What its entry is called.
 * @param version Other code may make another plan of the same config.
 */
export function createKeptPlan(
  name: string,
  version: string,
  config: unknown,
  page: Pick<Window, "localStorage">,
): KeptPlan {
  const key = hash128(toJson([version, config]));
  const seal = (text: string): string => `${key} ${hash128(key + text)} `;
  return {
    read() {
      try {
        const kept = page.localStorage.getItem(name) ?? "";
        const text = kept.slice(seal("").length);
        return kept.startsWith(seal(text)) ? fromJson(text) : undefined;
      } catch {
        return undefined;
      }
    },
    write(made) {
      try {
        const text = toJson(made);
        if (text.length <= CHARACTERS_AT_MOST) page.localStorage.setItem(name, seal(text) + text);
        else page.localStorage.removeItem(name);
      } catch {
        // The next page makes it anew.
      }
    },
  };
}
