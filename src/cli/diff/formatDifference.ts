import type { Finding } from "../../check/finding.ts";
import { type Difference, PARTS, type Part } from "./difference.ts";

/** What a change comes to, for those whom a log tells of, and for what browsers have counted. */
export interface Change {
  readonly difference: Difference;
  /** What begins to count at nothing. */
  readonly empty: readonly Finding[];
}

/** How each figure is said, after the number. */
const SAID: Readonly<Record<Part, Readonly<Record<string, string>>>> = {
  milestones: { reached: "have reached it at once", unfinished: "had reached it, and have not any more" },
  journeys: { finished: "have finished it at once", unfinished: "had finished it, and have not any more" },
  segments: { joined: "come into it", left: "leave it" },
  gaps: { opened: "find it open", closed: "had it open, and have not any more" },
  guides: { shown: "would see it", gone: "would see it no more" },
  hands: {
    told: "are handed on at once",
    awaited: "will be handed on, if they stay in the gap",
    gone: "will be handed on no more",
  },
  arms: { moved: "are drawn into the other arm" },
};

interface Row {
  readonly part: Part;
  readonly id: string;
  readonly count: number;
  readonly words: string;
}

const getRows = ({ difference }: Change): readonly Row[] =>
  PARTS.flatMap((part) =>
    Object.entries(difference[part]).flatMap(([id, counts]) =>
      Object.entries(SAID[part]).flatMap(([figure, words]) => {
        const count = (counts as Readonly<Record<string, number>>)[figure];
        return count === undefined ? [] : [{ part, id, count, words }];
      }),
    ),
  );

const NOTHING = "nothing changes for anybody";

const sayPeople = ({ difference: { people } }: Change): string =>
  `${people} ${people === 1 ? "person" : "people"} of the log, from the moment at which it ends:`;

export function formatText(change: Change): string {
  const rows = getRows(change);
  const width = Math.max(0, ...rows.map(({ part, id }) => `${part}.${id}`.length));
  const digits = Math.max(0, ...rows.map(({ count }) => `${count}`.length));
  const lines = rows.map(
    ({ part, id, count, words }) =>
      `  ${`${part}.${id}`.padEnd(width)}  ${`${count}`.padStart(digits)} ${words}`,
  );
  const empty = change.empty.map(({ path, message }) => `  ${path}: ${message}`);
  return [
    ...(change.difference.people > 0
      ? [sayPeople(change), ...(lines.length > 0 ? lines : [`  ${NOTHING}`])]
      : []),
    ...(empty.length > 0 ? ["what begins to count at nothing:", ...empty] : ["all counts go on"]),
  ].join("\n");
}

/** For the comment of a pull request. */
export function formatMarkdown(change: Change): string {
  const rows = getRows(change).map(
    ({ part, id, count, words }) => `| ${toCell(`${part}.${id}`)} | ${count} | ${words} |`,
  );
  const empty = change.empty.map(({ path }) => `- ${toCell(path)}`);
  return [
    "### What this changes for customers on their way",
    "",
    ...(change.difference.people > 0
      ? [
          sayPeople(change),
          "",
          ...(rows.length > 0 ? ["| part | people | |", "| --- | ---: | --- |", ...rows] : [NOTHING]),
          "",
        ]
      : []),
    ...(empty.length > 0
      ? ["These begin to count at nothing in each browser, until the receiver has caught up:", "", ...empty]
      : ["All counts go on."]),
  ].join("\n");
}

/** A path as code, in which nothing ends the cell. */
const toCell = (path: string): string => `\`${path.replaceAll("`", "'").replaceAll("|", "\\|")}\``;
