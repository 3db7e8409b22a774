import { fromJson, toJson } from "../domain/lib/json.ts";
import { readRecord } from "../domain/lib/readRecord.ts";
import { PERSON_CALLS, type PendingCalls, type PersonCall } from "../ports.ts";

/**
 * Writes to `localStorage`, the one store that answers before a page is gone. Calls are kept only where its entry is
 * there: without consent there is none, and nothing is left behind.
 * @param name What its entry is called.
 * @param list The calls that no run has taken yet, in their order.
 */
export function createPendingCalls(
  name: string,
  page: Pick<Window, "localStorage" | "addEventListener">,
  list: () => readonly PersonCall[],
): PendingCalls {
  const ending = new AbortController();
  /** Storage may be denied, full, or hold what is none of ours. */
  const visit = <T>(work: (storage: Storage) => T): T | undefined => {
    try {
      return work(page.localStorage);
    } catch {
      return undefined;
    }
  };
  const read = (kept: string | null): PersonCall[] => {
    const calls = kept === null ? [] : fromJson(kept);
    return Array.isArray(calls) ? calls.filter(isPersonCall) : [];
  };
  const keep = (storage: Storage): void => {
    const calls = list();
    const kept = storage.getItem(name);
    if (kept !== null && calls.length > 0) storage.setItem(name, toJson([...read(kept), ...calls]));
  };

  page.addEventListener("pagehide", () => visit(keep), { signal: ending.signal });
  return {
    allow: () => void visit((storage) => storage.getItem(name) ?? storage.setItem(name, "[]")),
    forget: () => void visit((storage) => storage.removeItem(name)),
    drain() {
      const kept = visit((storage) => storage.getItem(name)) ?? "[]";
      if (kept === "[]") return [];
      visit((storage) => storage.setItem(name, "[]"));
      return visit(() => read(kept)) ?? [];
    },
    stop: () => ending.abort(),
  };
}

const isPersonCall = (given: unknown): given is PersonCall => {
  const { say, name, given: more, at, id } = readRecord(given);
  const isText = typeof name === "string" && typeof id === "string" && id !== "";
  return (
    isText && PERSON_CALLS.some((one) => one === say) && isObject(more) && typeof at === "number" && at >= 0
  );
};

const isObject = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value);
