import { fromJson, toJson } from "../../domain/lib/json.ts";
import type { UnloadJournal } from "../../ports.ts";

/** Last words in `localStorage`, the one store that answers at once; where it is denied or full, they are lost. */
export function createUnloadJournal(name: string, page: Pick<Window, "localStorage">): UnloadJournal {
  const read = (): object => {
    try {
      return Object(fromJson(page.localStorage.getItem(name) ?? "{}"));
    } catch {
      return {};
    }
  };
  return {
    write(id, words) {
      try {
        page.localStorage.setItem(name, toJson({ ...read(), [id]: words }));
      } catch {
        // What was not stored in time is then as if the page had been killed.
      }
    },
    drain() {
      const words = Object.values(read());
      if (words.length > 0) page.localStorage.removeItem(name);
      return words;
    },
    isEmpty: () => Object.keys(read()).length === 0,
  };
}
