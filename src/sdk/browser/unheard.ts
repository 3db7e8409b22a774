import { fromJson, toJson } from "../domain/lib/json.ts";
import { SAYINGS, type Said, type Unheard } from "../ports.ts";

/**
 * In `localStorage`, the one store that answers at once. That its entry is there says that calls may be kept: somebody
 * who was not asked yet leaves nothing behind.
 * @param name What its entry is called.
 * @param list What nobody has heard yet, in its order.
 */
export function createUnheard(
  name: string,
  page: Pick<Window, "localStorage" | "addEventListener">,
  list: () => readonly Said[],
): Unheard {
  const ending = new AbortController();
  /** Storage may be denied, full, or hold what is none of ours. */
  const visit = <T>(work: (storage: Storage) => T): T | undefined => {
    try {
      return work(page.localStorage);
    } catch {
      return undefined;
    }
  };
  const read = (kept: string | null): Said[] => {
    const said = kept === null ? [] : fromJson(kept);
    return Array.isArray(said) ? said.filter(isSaid) : [];
  };
  const keep = (storage: Storage): void => {
    const said = list();
    const kept = storage.getItem(name);
    if (kept !== null && said.length > 0) storage.setItem(name, toJson([...read(kept), ...said]));
  };

  page.addEventListener("pagehide", () => visit(keep), { signal: ending.signal });
  return {
    allow: () => void visit((storage) => storage.getItem(name) ?? storage.setItem(name, "[]")),
    forget: () => void visit((storage) => storage.removeItem(name)),
    take() {
      const kept = visit((storage) => storage.getItem(name)) ?? "[]";
      if (kept === "[]") return [];
      visit((storage) => storage.setItem(name, "[]"));
      return visit(() => read(kept)) ?? [];
    },
    stop: () => ending.abort(),
  };
}

const isSaid = (given: unknown): given is Said => {
  const { say, name, given: more, at, id } = Object(given) as Partial<Said>;
  const isText = typeof name === "string" && typeof id === "string" && id !== "";
  return isText && SAYINGS.includes(say!) && isObject(more) && typeof at === "number" && at >= 0;
};

const isObject = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value);
