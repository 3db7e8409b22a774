import type { Simulation } from "./tally.ts";

const NUMBER = new Intl.NumberFormat("en");

/** The figures as somebody reads them. */
export function formatSimulation({ users, events, rejected, milestones, gaps, guides }: Simulation): string {
  const counts = [count(users, "user"), count(events, "event")];
  if (rejected > 0) counts.push(`${count(rejected, "line")} that ${rejected === 1 ? "is" : "are"} no event`);
  const parts = { Milestones: milestones, Gaps: gaps, Guides: guides };
  const ids = Object.values(parts).flatMap((part) => Object.keys(part));
  const width = Math.max(...[...Object.keys(parts), ...ids].map(({ length }) => length)) + 2;
  return [
    counts.join(", "),
    ...Object.entries(parts).flatMap(([title, part]) => formatPart(title, part, width)),
  ].join("\n");
}

const count = (number: number, what: string): string =>
  `${NUMBER.format(number)} ${what}${number === 1 ? "" : "s"}`;

type Figures = Readonly<Record<string, Readonly<Record<string, number>>>>;

function formatPart(title: string, part: Figures, width: number): string[] {
  const names = [...new Set(Object.values(part).flatMap((figures) => Object.keys(figures)))];
  if (names.length === 0) return [];
  const toCell = (text: string): string => text.padStart(12);
  return [
    "",
    title.padEnd(width) + names.map(toCell).join(""),
    ...Object.entries(part).map(
      ([id, figures]) =>
        `  ${id}`.padEnd(width) +
        names.map((name) => toCell(figures[name] === undefined ? "" : NUMBER.format(figures[name]))).join(""),
    ),
  ];
}
