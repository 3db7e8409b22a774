import { existsSync, type FSWatcher, readFileSync, watch } from "node:fs";
import { dirname, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { compileSource } from "../check/compileSource.ts";
import { formatTold } from "../check/formatChecked.ts";
import type { Plan } from "../sdk/domain/plan/plan.ts";
import { CommandError, writeOutput } from "./commandError.ts";
import { openConfig } from "./readInputs.ts";
import type { Answer } from "./simulateCommand.ts";

export const COMPILE_USAGE = `milepost compile FILE -o PLAN [--watch]
  Checks a config and makes of it the plan that a page loads in its place: it needs nothing that checks it there, and
  leaves out what is nobody's business in a page: owners, values, targets, retention and drafts. Where there is an error
  it says so as check does, fails, and leaves PLAN as it was.
  -o, --output  the file to write
  --watch       goes on, and makes it anew when FILE changes, until it is stopped`;

export const COMPILE_OPTIONS = {
  output: { type: "string", short: "o" },
  watch: { type: "boolean" },
} as const;

export interface CompileValues {
  readonly output?: string;
  readonly watch?: boolean;
}

/** @throws {CommandError} where there is nothing to compile, or nowhere to write to. */
export function runCompile(operands: readonly string[], { output }: CompileValues): Answer {
  const [file, ...others] = operands;
  if (file === undefined || others.length > 0)
    throw new CommandError(`expected one config\n${COMPILE_USAGE}`);
  if (output === undefined) throw new CommandError("-o: found nothing, expected the file to write");
  const { told, made } = compileSource(openConfig(file), { now: Date.now() });
  const err = told.map((one) => `${formatTold(one)}\n`);
  if (!made) return { out: [], err: [...err, `${output}: left as it was`], ok: false };
  writeOutput(output, made.json);
  return { out: [describe(output, made.json, made.plan)], err, ok: true };
}

const toKb = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

function describe(output: string, json: string, plan: Plan): string {
  const bytes = Buffer.from(json);
  const parts = (["milestones", "gaps", "guides", "docs"] as const)
    .filter((name) => plan[name].length > 0)
    .map((name) => `${plan[name].length} ${plan[name].length === 1 ? name.slice(0, -1) : name}`);
  const size = `${toKb(bytes.length)}, ${toKb(gzipSync(bytes).length)} gzipped`;
  return `${output}: ${size}, version ${plan.version}: ${parts.join(", ")}`;
}

/** Milliseconds in which an editor has written all of a file. */
const SETTLED_MS = 50;

/**
 * Compiles now and whenever one of the config's files changes, and gives each answer to `tell`. The folders are watched,
 * since editors put a new file in an old one's place. The return value ends it.
 * @throws {CommandError} as `runCompile`, at once.
 */
export function watchCompile(
  operands: readonly string[],
  values: CompileValues,
  tell: (answer: Answer) => void,
): () => void {
  const [file = ""] = operands;
  const watchers = new Map<string, FSWatcher>();
  let before = "";
  let timer: NodeJS.Timeout | undefined;
  /** What the files say, all of them; those that they name are watched from now on. */
  const look = (): string => {
    const { names } = openConfig(file);
    for (const folder of new Set(names.map((name) => dirname(resolve(name)))))
      if (!watchers.has(folder) && existsSync(folder)) watchers.set(folder, watch(folder, notice));
    return names.map((name) => (existsSync(name) ? readFileSync(name, "latin1") : "")).join("\0");
  };
  const attempt = (): void => {
    try {
      const now = look();
      if (now === before) return;
      before = now;
      tell(runCompile(operands, values));
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      tell({ out: [], err: [error.message], ok: false });
    }
  };
  function notice(): void {
    clearTimeout(timer);
    timer = setTimeout(attempt, SETTLED_MS);
  }
  tell(runCompile(operands, values));
  before = look();
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers.values()) watcher.close();
  };
}
