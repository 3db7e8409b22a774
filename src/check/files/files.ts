import { readdirSync, readFileSync } from "node:fs";

/** Where files are read from. */
export interface Files {
  /** @throws where it cannot be read. */
  read(name: string): Uint8Array;
  /** The names in a folder; none where it cannot be read. */
  list(folder: string): readonly string[];
}

export const diskFiles: Files = {
  read: (name) => readFileSync(name),
  list(folder) {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  },
};
