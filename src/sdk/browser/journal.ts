import { toJson } from "../domain/json.ts";
import type { Journal } from "../ports.ts";

/** Last words in `localStorage`, the one store that answers at once; where it is denied or full, they are lost. */
export function createJournal(name: string, page: Pick<Window, "localStorage">): Journal {
  const read = (): unknown[] => {
    try {
      const words: unknown = JSON.parse(page.localStorage.getItem(name) ?? "[]");
      return Array.isArray(words) ? words : [];
    } catch {
      return [];
    }
  };
  return {
    write(words) {
      try {
        page.localStorage.setItem(name, toJson([...read(), words]));
      } catch {
        // What was not stored in time is then as if the page had been killed.
      }
    },
    take() {
      const words = read();
      if (words.length > 0) page.localStorage.removeItem(name);
      return words;
    },
  };
}
