import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { ENGINE_NAMES, type EngineName } from "./engines.ts";
import type { Row, Size } from "./row.ts";
import { rows } from "./rows.ts";
import type { Outcome } from "./run.ts";

const FOLDER = "bench/results";
const JSON_FILE = `${FOLDER}/chaos.json`;

/** What a row came to. */
export interface Finding extends Outcome, Pick<Row, "name" | "promise" | "unit"> {
  readonly engine: EngineName;
  readonly size: Size;
  readonly seed: number;
  readonly seconds: number;
  /** Whether that is the full size. */
  readonly isWhole: boolean;
}

export const isKept = ({ lost, doubled, broken, events }: Outcome): boolean =>
  lost === 0 && doubled === 0 && broken.length === 0 && events > 0;

/** One line for the terminal, and what is wrong below it. */
export function describeRow(finding: Finding): string {
  const { name, engine, size, seed, events, lost, doubled, dropped, requests, seconds, broken } = finding;
  const figures = `${events} events, ${lost} lost, ${doubled} doubled, ${dropped} dropped, ${requests} requests`;
  const line = `${isKept(finding) ? "holds " : "BROKEN"} ${name} in ${engine} (${size.events} x ${size.times}, seed ${seed}): ${figures}, ${seconds} s`;
  return [line, ...broken.slice(0, 20).map((one) => `       ${one}`)].join("\n");
}

/** Adds the findings to those of other rows, which stay as they were. */
export function writeResults(findings: readonly Finding[]): void {
  mkdirSync(FOLDER, { recursive: true });
  const known: Record<string, Finding> = existsSync(JSON_FILE)
    ? JSON.parse(readFileSync(JSON_FILE, "utf8"))
    : {};
  for (const finding of findings)
    known[`${finding.engine} ${finding.name}`] = { ...finding, broken: finding.broken.slice(0, 20) };
  writeFileSync(JSON_FILE, `${JSON.stringify(known, null, 2)}\n`);
  const place = ({ engine, name }: Finding): number =>
    ENGINE_NAMES.indexOf(engine) * rows.length + rows.findIndex((row) => row.name === name);
  const sorted = Object.values(known).toSorted((a, b) => place(a) - place(b));
  writeFileSync(`${FOLDER}/chaos.md`, createTable(sorted));
}

function createTable(findings: readonly Finding[]): string {
  const cells = findings.map((finding) => [
    finding.engine,
    finding.name,
    finding.promise,
    `${finding.size.times} ${finding.unit}${finding.isWhole ? "" : " (in the small)"}`,
    finding.events,
    finding.lost,
    finding.doubled,
    finding.dropped,
    finding.requests,
    `${finding.seconds} s`,
    isKept(finding) ? "holds" : "broken",
  ]);
  const whole = findings.filter(({ engine }) => engine === "chromium");
  const missing = rows.map(({ name }) => name).filter((name) => !whole.some((one) => one.name === name));
  const head = [
    "engine",
    "row",
    "promise",
    "size",
    "events",
    "lost",
    "doubled",
    "dropped",
    "requests",
    "took",
    "",
  ];
  const lines = [head, head.map(() => "---"), ...cells].map((line) => `| ${line.join(" | ")} |`);
  return `# What was done to delivery

Made by \`npm run chaos -- --write\`: the built script in a browser, the receiver behind an endpoint that fails. Lost: events that \`track\` resolved, less those that the receiver holds, less the drops that were counted. Doubled: rows of the receiver over one call of \`track\`. Requests are those of all events, the SDK's own too. Times are those of a shared machine with two cores.

${lines.join("\n")}
${missing.length > 0 ? `\nTried in the sizes of \`npm test\` alone so far: ${missing.join(", ")}.\n` : ""}`;
}
