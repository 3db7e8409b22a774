/** One way of `docs/start.md`: its complete files, and its commands in their order. */
export interface StartPart {
  readonly name: string;
  readonly files: ReadonlyArray<readonly [path: string, text: string]>;
  readonly commands: readonly string[];
}

const FILE = /^`([^`\n]+)`[^\n]*:[^\n]*\n\n```\w+\n([\s\S]*?)^```/gm;
const COMMANDS = /^```sh\n([\s\S]*?)^```/gm;

/** Reads `docs/start.md`: the config that all ways share, and each way, by its heading. */
export function readStart(text: string): { readonly config: string; readonly parts: readonly StartPart[] } {
  const [shared = "", ...sections] = text.split(/^## /m);
  const config = readFiles(shared).find(([path]) => path === "milepost.json")?.[1];
  if (config === undefined)
    throw new Error("docs/start.md: found no milepost.json, expected one before all ways");
  const parts = sections.map((section) => ({
    name: section.split("\n", 1)[0]!.replace(/^A plain page$/, "plain"),
    files: readFiles(section),
    commands: [...section.matchAll(COMMANDS)].flatMap(([, lines]) => lines!.trim().split("\n")),
  }));
  return { config, parts: parts.filter(({ files }) => files.length > 0) };
}

const readFiles = (section: string): ReadonlyArray<readonly [path: string, text: string]> =>
  [...section.matchAll(FILE)].map(([, path, text]) => [path!, text!]);
