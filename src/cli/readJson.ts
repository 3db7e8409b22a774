import { readFileSync } from "node:fs";
import { tryFile } from "./commandError.ts";

/** @throws {CommandError} with the file's name, where it cannot be read or is no JSON. */
export const readJson = (name: string): unknown =>
  tryFile(name, () => JSON.parse(readFileSync(name, "utf8").replace(/^\uFEFF/, "")));
