import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { applyEdits, type JSONPath, modify } from "jsonc-parser";
import { check } from "../../check/check.ts";
import { diskFiles } from "../../check/files/files.ts";
import { loadConfig } from "../../check/files/loadConfig.ts";
import { formatTold } from "../../check/formatChecked.ts";
import { tryFile } from "../commandError.ts";

export interface Change {
  /** Keys from the root of the file, places of lists as numbers. */
  readonly path: JSONPath;
  /** What is to stand there; left out, nothing. */
  readonly value?: unknown;
}

/** What a file would be with changes in it, as a patch, and what `check` says of it then. The file stays as it is. */
export function proposePatch(
  folder: string,
  config: string,
  changes: readonly Change[],
): { readonly patch: string; readonly says: readonly string[]; readonly ok: boolean } {
  const before = tryFile(config, () => readFileSync(config, "utf8"));
  const after = changes.reduce(
    (text, { path, value }) =>
      applyEdits(text, modify(text, path, value, { formattingOptions: { insertSpaces: true, tabSize: 2 } })),
    before,
  );
  const read = (name: string) => (name === config ? new TextEncoder().encode(after) : diskFiles.read(name));
  const { told } = check(loadConfig(config, { ...diskFiles, read }), { now: Date.now() });
  return {
    patch: createPatch(relative(folder, config), before, after),
    says: told.map(formatTold),
    ok: told.every(({ severity }) => severity === "warning"),
  };
}

/** Lines around what differs. */
const CONTEXT = 3;

/** As `git apply` and `patch` take it: one piece, from the first line that differs to the last. */
function createPatch(name: string, before: string, after: string): string {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const shortest = Math.min(old.length, now.length);
  let same = 0;
  while (same < shortest && old[same] === now[same]) same++;
  if (same === old.length && same === now.length) return "";
  let tail = 0;
  while (tail < shortest - same && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const from = Math.max(0, same - CONTEXT);
  const rest = Math.max(0, tail - CONTEXT);
  const count = (lines: readonly string[]): string => `${from + 1},${lines.length - rest - from}`;
  const mark = (sign: string, lines: readonly string[]): string[] => lines.map((line) => sign + line);
  // The piece behind the last line break is no line.
  const end = old.length - rest === old.length && before.endsWith("\n") ? -1 : undefined;
  return [
    `--- a/${name}`,
    `+++ b/${name}`,
    `@@ -${count(end ? old.slice(0, -1) : old)} +${count(end ? now.slice(0, -1) : now)} @@`,
    ...mark(" ", old.slice(from, same)),
    ...mark("-", old.slice(same, old.length - tail)),
    ...mark("+", now.slice(same, now.length - tail)),
    ...mark(" ", old.slice(old.length - tail, old.length - rest).slice(0, end)),
    "",
  ].join("\n");
}
