import { diskFiles } from "../../check/files/files.ts";
import { loadConfig } from "../../check/files/loadConfig.ts";
import { getPlace } from "../../check/source/lines.ts";
import { toValue } from "../../check/source/part.ts";

/**
 * What the config at `path` says, with the files that it extends and the playbooks and articles that it uses; or the plan
 * compiled from it.
 * @throws {Error} where a file is missing or cannot be read, with its place in that.
 */
export function readConfig(path: string): unknown {
  const { root, findings } = loadConfig(path, diskFiles);
  if (root) return toValue(root);
  const { file, offset, path: place, message } = findings.find(({ severity }) => severity === "error")!;
  const { line, column } = getPlace(file, offset);
  throw new Error(`${file.name}:${line}:${column}: ${place ? `${place}: ` : ""}${message}`);
}
