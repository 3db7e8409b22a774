import { existsSync, realpathSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { diskFiles, type Files } from "../../check/files/files.ts";
import { loadConfig } from "../../check/files/loadConfig.ts";
import { CommandError, tryFile } from "../commandError.ts";

/**
 * The whole path of a file below a folder.
 * @throws {CommandError} where it is elsewhere, also by a link.
 */
export function getPathWithin(folder: string, path: string): string {
  const whole = resolve(folder, path);
  const way = relative(realpathSync(folder), toReal(whole));
  if (way === ".." || way.startsWith(`..${sep}`) || resolve(way) === way)
    throw new CommandError(`${path}: found a path outside of ${folder}, expected one below it`);
  return whole;
}

/** Where a path leads to, also that of a file that there is not. */
const toReal = (path: string): string =>
  existsSync(path) ? realpathSync(path) : join(toReal(dirname(path)), path.slice(dirname(path).length));

/** @throws {CommandError} where the config is elsewhere, or takes in a file that is. */
export function getConfigWithin(folder: string, path: string): string {
  const config = getPathWithin(folder, path);
  const files: Files = {
    read: (name) => diskFiles.read(getPathWithin(folder, name)),
    list: (name) => diskFiles.list(getPathWithin(folder, name)),
  };
  const { names } = tryFile(path, () => loadConfig(config, files));
  for (const name of names) getPathWithin(folder, name);
  return config;
}
