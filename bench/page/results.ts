/** The results as a file of figures, and as the document that is made of it. */
import { writeFileSync } from "node:fs";
import type { Quartiles } from "./figures.ts";
import { SLOWER, UNREST } from "./measures.ts";
import { type Measure, NOTHING, SUBJECTS, takesPart } from "./subjects.ts";

export interface Results {
  readonly date: string;
  readonly browser: string;
  /** The machine's load of a minute, before and after. */
  readonly load: readonly [number, number];
  readonly rounds: number;
  /** Of unrest and events. */
  readonly longRounds: number;
  readonly starts: number;
  readonly calls: number;
  readonly versions: Readonly<Record<string, string>>;
  readonly measures: Readonly<Record<Measure, Readonly<Record<string, Readonly<Record<string, Quartiles>>>>>>;
}

interface Column {
  readonly head: string;
  readonly figure: string;
  /** What one of the column is in the figure's unit; 1 by default. */
  readonly unit?: number;
  readonly digits?: number;
  /** It is said over the empty page. */
  readonly isOver?: boolean;
}

interface Table {
  readonly measure: Measure;
  readonly title: string;
  readonly text: string;
  readonly columns: readonly Column[];
}

const kB = { unit: 1000, digits: 1 };
const seen = (of: string, name: string): Column[] => [
  { head: `${name}: shown`, figure: `${of}.shown` },
  { head: `at rest`, figure: `${of}.settled` },
];

const TABLES: readonly Table[] = [
  {
    measure: "size",
    title: "What a page loads before anything is shown",
    text: "Counted at the server: the script and the styles that a page asks for until it is quiet, file by file. Milepost draws with files that load later; the others have theirs here.",
    columns: [
      { head: "files", figure: "files" },
      { head: "min, kB", figure: "min", ...kB },
      { head: "gzip, kB", figure: "gzip", ...kB },
      { head: "brotli, kB", figure: "brotli", ...kB },
    ],
  },
  {
    measure: "start",
    title: "What it costs to start",
    text: `Time of the main thread from the page's load until all is quiet, at full speed and at a ${SLOWER}th of it, and the heap that stays after a collection, each over a page with nothing in it. Nothing is shown.`,
    columns: [
      { head: "main thread, ms of CPU", figure: "cpu", digits: 1, isOver: true },
      { head: `at a ${SLOWER}th of the speed, ms`, figure: "slow", isOver: true },
      { head: "heap, kB", figure: "heap", unit: 1000, isOver: true },
    ],
  },
  {
    measure: "show",
    title: "How long until it is seen",
    text: 'Milliseconds on a page of 5,000 elements, from the call that starts a tour, or the press of "Next", to the first frame with the card in it, and to the one in which it comes to rest. The first start includes what loads then; Flows asks its server.',
    columns: [
      ...seen("first", "first start"),
      ...seen("again", "started again"),
      ...seen("next", "next step"),
    ],
  },
  {
    measure: "unrest",
    title: "What it takes of a page that never rests",
    text: `${UNREST.rows} rows come and go at each frame for ${UNREST.ms / 1000} s, on the same page: the share of the main thread with the library on its stack, and how long it held it in a row at most.`,
    columns: [
      { head: "target never comes, %", figure: "waiting.share", digits: 2 },
      { head: "at most, ms", figure: "waiting.longest", digits: 1 },
      { head: "card stands, %", figure: "standing.share", digits: 2 },
      { head: "at most, ms", figure: "standing.longest", digits: 1 },
    ],
  },
  {
    measure: "growth",
    title: "What a round of start and stop leaves",
    text: "Bytes of heap after a collection, a round, after 20 rounds that do not count. What the page holds is objects, functions and texts; the rest is what the browser has compiled of code that runs often, which ends once all of it is compiled. Reports that nobody takes wait, 1,000 at most: in the database, and in the page for when that breaks.",
    columns: [
      { head: "bytes a round", figure: "bytes" },
      { head: "that the page holds", figure: "held" },
    ],
  },
  {
    measure: "tracking",
    title: "What an event costs",
    text: "Each is tracked in a task of its own: microseconds until the call returns, and of the main thread until all is quiet, with what stores and sends it.",
    columns: [
      { head: "until it returns, µs", figure: "call" },
      { head: "in all, µs", figure: "cpu" },
    ],
  },
];

const NOTES = `The others' servers are stubs on this machine that answer at once: PostHog's says that no features are on, Segment's has its own destination alone, Flows' says which tour is to be shown. Where a cell has a dash, the library has no such thing: PostHog and Segment draw no guides without their servers' editors, guide libraries track no events, and Flows has no call that ends what it shows.`;

export function writeResults(results: Results): void {
  writeFileSync("bench/results/page.json", `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync("bench/results/page.md", formatResults(results));
}

export function formatResults(results: Results): string {
  const { date, browser, load, rounds, longRounds, starts, calls, versions } = results;
  const names = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `# What a page pays, beside others

Made by \`npm run bench:page\` on ${date}: Chromium ${browser}, ${names.join(", ")}. Medians of ${rounds} rounds by turns, with the quartiles in brackets; unrest and events were measured ${longRounds === 1 ? "once" : `${longRounds} times`}, sizes and growth once. ${starts} rounds of start and stop, ${calls} events. A shared machine with two cores, at a load of ${load[0].toFixed(1)} before and ${load[1].toFixed(1)} after: compare rows, not runs.

${NOTES}

${TABLES.map((table) => formatTable(table, results)).join("\n\n")}
`;
}

/** Of each library that draws, and of a page that sleeps, the figures that the README has. */
export function formatSummary({ measures }: Results): string {
  const { size, start, show, unrest } = measures;
  const nothing = start[NOTHING.name]!;
  const told = SUBJECTS.filter((subject) => takesPart(subject, "show") || subject.config === "asleep.json");
  const rows = told.map(({ name }) => [
    name,
    `${(size[name]!.gzip![1] / 1000).toFixed(1)} kB`,
    `${(start[name]!.cpu![1] - nothing.cpu![1]).toFixed(0)} ms`,
    `${((start[name]!.heap![1] - nothing.heap![1]) / 1000).toFixed(0)} kB`,
    format(show[name]?.["again.shown"], 0, "ms"),
    format(show[name]?.["next.shown"], 0, "ms"),
    format(unrest[name]?.["waiting.share"], 1, "%"),
  ]);
  const head = [
    "in the page",
    "loads (gzip)",
    "CPU to start",
    "heap",
    "start to seen",
    "next step",
    "waits at",
  ];
  return formatRows(head, rows);
}

const format = (of: Quartiles | undefined, digits: number, unit: string): string =>
  of ? `${of[1].toFixed(digits)} ${unit}` : "-";

function formatTable({ measure, title, text, columns }: Table, { measures }: Results): string {
  const found = measures[measure];
  const rows = SUBJECTS.filter((subject) => takesPart(subject, measure)).map(({ name }) => [
    name,
    ...columns.map((column) =>
      formatCell(column, found[name]?.[column.figure], found[NOTHING.name]?.[column.figure]),
    ),
  ]);
  const head = ["in the page", ...columns.map(({ head }) => head)];
  return `## ${title}\n\n${text}\n\n${formatRows(head, rows)}`;
}

function formatRows(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const widths = head.map((_, i) => Math.max(3, ...[head, ...rows].map((cells) => cells[i]!.length)));
  const write = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(" | ")} |`;
  const line = write(widths.map((width) => "-".repeat(width)));
  return [write(head), line, ...rows.map(write)].join("\n");
}

function formatCell({ unit = 1, digits = 0, isOver }: Column, of?: Quartiles, nothing?: Quartiles): string {
  if (!of) return "-";
  const over = isOver ? nothing![1] : 0;
  const [low, median, high] = of.map((value) => ((value - over) / unit).toFixed(digits));
  return low === high ? median! : `${median} (${low} to ${high})`;
}
