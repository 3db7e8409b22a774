import { join } from "node:path";
import { check } from "../check/check.ts";
import { diskFiles } from "../check/files/files.ts";
import { loadConfig } from "../check/files/loadConfig.ts";
import { formatTold } from "../check/formatChecked.ts";
import { toValue } from "../check/source/part.ts";
import { CommandError, writeOutput } from "./commandError.ts";
import type { Answer } from "./simulateCommand.ts";

export const DOCS_USAGE = `milepost docs FOLDER [-o FILE]
  Makes articles of help of a folder of Markdown files: what stands in front of each as YAML, between two lines of ---,
  are keys of an article (title, url, keywords, on, gaps, published, status), the rest is its body. It refuses HTML, and
  links that no page follows. A config takes a folder in without it: "use": [{ "docs": "./help" }].
  -o, --output  the file to write, which a config may extend; it is printed otherwise`;

export interface DocsValues {
  readonly output?: string;
}

/** @throws {CommandError} where there is no folder, or nowhere to write to. */
export function runDocs(operands: readonly string[], { output }: DocsValues): Answer {
  const [folder, ...others] = operands;
  if (folder === undefined || others.length > 0) throw new CommandError(`expected one folder\n${DOCS_USAGE}`);
  // A config of nothing else takes the folder in, in the place of one beside it.
  const config = join(".", "docs of the command");
  const text = JSON.stringify({ use: [{ docs: folder }] });
  const read = (name: string) => (name === config ? new TextEncoder().encode(text) : diskFiles.read(name));
  const loaded = loadConfig(config, { ...diskFiles, read });
  if (!loaded.root) {
    const { told } = check(loaded, { now: 0 });
    const err = told.map((one) => (one.file.name === config ? one.message : `${formatTold(one)}\n`));
    return { out: [], err, ok: false };
  }
  const json = JSON.stringify(toValue(loaded.root), undefined, 2);
  if (output === undefined) return { out: [json], err: [], ok: true };
  writeOutput(output, `${json}\n`);
  return { out: [`written to ${output}`], err: [], ok: true };
}
