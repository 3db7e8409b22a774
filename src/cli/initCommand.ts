import { existsSync, writeFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { createInterface } from "node:readline";
import { readPage } from "../sdk/config/readPage.ts";
import { CommandError, tryFile } from "./commandError.ts";
import type { Answer } from "./simulateCommand.ts";

export const INIT_USAGE = `milepost init [FILE] [--yes | --playbook NAME]
  Writes a small config that works, milepost.json if no FILE is named: two milestones, the gap between them, and a tooltip
  that bridges it. It asks for the names of your events, and for the element that the tooltip points at.
  --yes       asks nothing, and takes what stands in parentheses
  --playbook  starts from a playbook that comes with Milepost instead, which is put beside FILE: list names them`;

export const INIT_OPTIONS = { yes: { type: "boolean" }, playbook: { type: "string" } } as const;

export interface InitValues {
  readonly yes?: boolean;
  readonly playbook?: string;
}

/** Asks one question, and returns what was answered: an empty text for what stands in brackets. */
export type Ask = (question: string) => Promise<string>;

interface Question {
  readonly words: string;
  readonly usual: string;
  /** What is wrong with an answer. */
  refuse?(answer: string): string | undefined;
}

const QUESTIONS = {
  start: { words: "Which event of your product's says that somebody has begun?", usual: "Signed Up" },
  success: { words: "Which event says that they have had their first success?", usual: "Invoice Sent" },
  page: {
    words: "On which page do they do that? A path; * stands for anything",
    usual: "/*",
    refuse(answer) {
      const reading = readPage(answer);
      return "value" in reading ? undefined : `expected ${reading.expected}`;
    },
  },
  target: { words: "Which element do they press for it? A CSS selector", usual: "[data-tour=start]" },
} satisfies Readonly<Record<string, Question>>;

type Answers = Readonly<Record<keyof typeof QUESTIONS | "product", string>>;

/**
 * @param open Opens what questions are asked at; left out, nothing is asked.
 * @throws {CommandError} where the file is there already, or cannot be written.
 */
export async function runInit(operands: readonly string[], open?: () => Terminal): Promise<Answer> {
  const [file = "milepost.json", ...others] = operands;
  if (others.length > 0) throw new CommandError(`expected one file at most\n${INIT_USAGE}`);
  if (existsSync(file)) throw new CommandError(`${file}: found a file, expected none: it is left as it is`);
  const product = {
    words: "What is your product called, for machines?",
    usual: toName(basename(resolve("."))),
  };
  const answers = await answerAll({ product, ...QUESTIONS }, open?.());
  const config = createConfig(answers);
  tryFile(file, () => writeFileSync(file, `${JSON.stringify(config, undefined, 2)}\n`, { flag: "wx" }));
  return { out: [describe(file, answers)], err: [], ok: true };
}

async function answerAll<K extends string>(
  questions: Readonly<Record<K, Question>>,
  terminal: Terminal | undefined,
): Promise<Readonly<Record<K, string>>> {
  const answers: Array<readonly [string, string]> = [];
  try {
    for (const [name, question] of Object.entries<Question>(questions))
      answers.push([name, terminal ? await askFor(question, terminal.ask) : question.usual]);
  } finally {
    terminal?.close();
  }
  return Object.fromEntries(answers) as Record<K, string>;
}

async function askFor({ words, usual, refuse }: Question, ask: Ask): Promise<string> {
  for (let before = ""; ; ) {
    const answer = (await ask(`${before}${words} (${usual}) `)).trim() || usual;
    const why = refuse?.(answer);
    if (why === undefined) return answer;
    before = `found ${JSON.stringify(answer)}, ${why}.\n`;
  }
}

const toName = (folder: string): string => folder.toLowerCase().replaceAll(/[^a-z\d]+/g, "-") || "product";

const createConfig = ({ product, start, success, page, target }: Answers): object => ({
  $schema: "./node_modules/milepost/dist/milepost.schema.json",
  version: 1,
  product,
  consent: "guide-only",
  milestones: {
    begun: { title: "Begin", when: { event: start } },
    "first-success": { title: "Have a first success", when: { event: success } },
  },
  journeys: { activation: { title: "Get started", milestones: ["begun", "first-success"] } },
  gaps: {
    "no-success-yet": {
      from: "begun",
      to: "first-success",
      opens: { any: [{ after: "1d" }, { sessions: 2 }] },
      bridge: ["how-to-begin"],
      target: { within: "7d" },
    },
  },
  guides: {
    "how-to-begin": {
      type: "tooltip",
      on: page,
      target,
      title: "Start here",
      body: "This is the way to your **first success**.",
    },
  },
});

function describe(file: string, { start, success, target }: Answers): string {
  const plan = `${basename(file, ".json")}.plan.json`;
  return `written to ${file}. With it a tooltip stands beside what ${target} finds. What is left to do:

1. Look at it, and make of it what a page loads:

     npx milepost check ${file}
     npx milepost compile ${file} -o public/${plan}

2. Put the script where your pages are served from, here public:

     cp node_modules/milepost/dist/milepost*.js public/

3. In your page, each event where it happens:

     <script async src="/milepost.js" data-config="/${plan}"></script>
     <script>
       window.milepost = window.milepost || [];
       milepost.push(["track", ${JSON.stringify(start)}]);
       // and where they have it: milepost.push(["track", ${JSON.stringify(success)}]);
     </script>

With Vite the plugin milepost/vite does 1, and imports do 2 and 3: node_modules/milepost/docs/start.md has the files.
The tooltip shows a day after ${JSON.stringify(start)}, or in the second session, until ${JSON.stringify(success)}. To see it at once, say
milepost.debug() on the console of your browser, and press Show it.`;
}

export interface Terminal {
  readonly ask: Ask;
  close(): void;
}

/** Asks on standard output, and reads each answer from a line of standard input. */
export function openTerminal(): Terminal {
  const input = createInterface({ input: process.stdin });
  const lines = input[Symbol.asyncIterator]();
  return {
    async ask(question) {
      process.stdout.write(question);
      const { value, done } = await lines.next();
      if (done) throw new CommandError("found no answer, expected a line; --yes asks nothing");
      return value;
    },
    close: () => input.close(),
  };
}
