import { CommandError } from "../commandError.ts";
import { runCommand } from "../runCommand.ts";
import { getConfigWithin, getPathWithin } from "./limitFiles.ts";
import { type Change, proposePatch } from "./proposePatch.ts";

type Bag = Readonly<Record<string, unknown>>;

/** What an assistant may ask for. None of it writes anything. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: { readonly type: "object"; readonly properties: Bag; readonly required: string[] };
}

export interface ToolAnswer {
  readonly text: string;
  readonly isError: boolean;
}

const CONFIG = { type: "string", description: "Path of the config, from the working folder: milepost.json" };
const LOGS = {
  type: "array",
  items: { type: "string" },
  minItems: 1,
  description: "Paths of logs of events, as JSON: one a line, in arrays or in batches",
};

const tool = (name: string, description: string, properties: Bag, required: string[]): Tool => ({
  name,
  description,
  inputSchema: { type: "object", properties, required },
});

export const TOOLS: readonly Tool[] = [
  tool(
    "check",
    "What is wrong with a Milepost config, or probably not meant: a list of findings with file, line, column, what was found and what was expected.",
    {
      config: CONFIG,
      users: { type: "integer", minimum: 1, description: "How many people a gap will open for" },
    },
    ["config"],
  ),
  tool(
    "simulate",
    "Replays logs of real events through the config: counts of who would have reached which milestone, been in which gap, and seen what.",
    { config: CONFIG, logs: LOGS },
    ["config", "logs"],
  ),
  tool(
    "diff",
    "What a change of a config does to people who are on their way: what opens, closes, comes, goes, or begins to count at nothing.",
    {
      old: { ...CONFIG, description: "Path of the config of before" },
      new: CONFIG,
      logs: { ...LOGS, minItems: 0 },
    },
    ["old", "new"],
  ),
  tool(
    "explain",
    "One person's way through a log: each event, what it set off, and why each guide is or is not shown to them.",
    { config: CONFIG, logs: LOGS, user: { type: "string", description: "The person's id in the logs" } },
    ["config", "logs", "user"],
  ),
  tool(
    "report",
    "How far people come, how long they take, where they are lost, and what each gap's bridge did against its holdout, with intervals.",
    { config: CONFIG, logs: LOGS },
    ["config", "logs"],
  ),
  tool(
    "propose",
    "Makes a patch of changes to a config and checks what would come of it. It writes nothing: show the patch to the person, who applies it.",
    {
      config: CONFIG,
      changes: {
        type: "array",
        minItems: 1,
        items: {
          type: "object",
          properties: {
            path: {
              type: "array",
              items: { type: ["string", "integer"] },
              description: 'Keys from the root: ["gaps", "stuck", "holdout"]',
            },
            value: { description: "What is to stand there; left out, the key goes" },
          },
          required: ["path"],
        },
      },
    },
    ["config", "changes"],
  ),
];

/** Carries out what an assistant asks for, with files below the folder alone. */
export async function callTool(folder: string, name: string, given: Bag): Promise<ToolAnswer> {
  try {
    if (name === "propose") return propose(folder, given);
    const { out, err, ok } = await runCommand(toWords(folder, name, given));
    // That a config has mistakes is what was asked for.
    const isError = !ok && out.length === 0;
    return { text: [...out, ...err].join("\n"), isError };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { text: error.message, isError: true };
  }
}

function propose(folder: string, given: Bag): ToolAnswer {
  const config = getConfigWithin(folder, readText(given, "config"));
  const changes = readList(given, "changes").map((change): Change => {
    const { path, ...rest } = Object(change) as Bag;
    if (Array.isArray(path) && path.every((key) => ["string", "number"].includes(typeof key)))
      return { path, ...rest };
    throw new CommandError('changes: found one without a path, expected [{ "path": [...], "value": ... }]');
  });
  const { patch, says, ok } = proposePatch(folder, config, changes);
  const head = ok ? "check finds no error in it." : "check finds errors in it:";
  return { text: [patch || "Nothing would change.", head, ...says].join("\n"), isError: !ok };
}

/** The command line that says the same. */
function toWords(folder: string, name: string, given: Bag): readonly string[] {
  const config = (key: string): string => getConfigWithin(folder, readText(given, key));
  const logs = (): string[] =>
    readList(given, "logs").map((path) => getPathWithin(folder, readText({ logs: path }, "logs")));
  switch (name) {
    case "check":
      return [
        "check",
        "--json",
        ...(given.users === undefined ? [] : [`--users=${given.users}`]),
        config("config"),
      ];
    case "simulate":
      return ["simulate", "--json", config("config"), ...logs()];
    case "diff":
      return ["diff", "--json", config("old"), config("new"), ...(given.logs === undefined ? [] : logs())];
    case "explain":
      return ["simulate", `--user=${readText(given, "user")}`, config("config"), ...logs()];
    case "report":
      return ["report", "--json", config("config"), ...logs()];
    default: {
      const names = TOOLS.map((one) => one.name).join(", ");
      throw new CommandError(`found the tool ${JSON.stringify(name)}, expected one of ${names}`);
    }
  }
}

function readText(given: Bag, key: string): string {
  const value = given[key];
  if (typeof value === "string" && value !== "") return value;
  throw new CommandError(`${key}: found ${JSON.stringify(value) ?? "nothing"}, expected a text`);
}

function readList(given: Bag, key: string): readonly unknown[] {
  const value = given[key];
  if (Array.isArray(value)) return value;
  throw new CommandError(`${key}: found ${JSON.stringify(value) ?? "nothing"}, expected a list`);
}
