import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** What keeps a command from its work, in words for who gave it. */
export class CommandError extends Error {}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EACCES: "it may not be read",
  EISDIR: "it is a folder",
};

/**
 * Does something with a file.
 * @throws {CommandError} that names the file, and says why it could not be done.
 */
export function tryFile<T>(name: string, use: () => T): T {
  try {
    return use();
  } catch (error) {
    throw error instanceof Error ? nameFile(name, error) : error;
  }
}

/**
 * Writes a file, and makes the folder that it is to stand in. Whoever reads it meanwhile sees what was there or what is, and
 * none that is cut off.
 * @throws {CommandError} that names the file, and says why it could not be done.
 */
export const writeOutput = (name: string, text: string): void =>
  tryFile(name, () => {
    mkdirSync(dirname(name), { recursive: true });
    const beside = `${name}.${process.pid}.tmp`;
    writeFileSync(beside, text);
    renameSync(beside, name);
  });

export function nameFile(name: string, error: Error & { readonly code?: unknown }): CommandError {
  return new CommandError(`${name}: ${REASONS[`${error.code}`] ?? error.message}`, { cause: error });
}

/** @throws {CommandError} with the file's name, where it cannot be read or is no JSON. */
export const readJson = (name: string): unknown =>
  tryFile(name, () => JSON.parse(readFileSync(name, "utf8").replace(/^\uFEFF/, "")));
