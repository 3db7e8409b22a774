/** The reference of the config, as far as a schema is made of it. */

export interface Table {
  readonly head: readonly string[];
  readonly rows: ReadonlyArray<readonly string[]>;
}

/** What stands under a heading, to the next one. */
export interface Section {
  readonly tables: readonly Table[];
}

/** A block of JSON: the words behind its language, and what it says. */
export interface Fence {
  readonly words: readonly string[];
  readonly code: string;
}

const FENCE = /^```json(.*)\n([\s\S]*?)^```$/gm;

export function readReference(text: string): {
  /** By their headings, in lower case. */
  readonly sections: ReadonlyMap<string, Section>;
  readonly fences: readonly Fence[];
} {
  const prose = text.replaceAll(/^```.*\n[\s\S]*?^```$/gm, "");
  const parts = prose.split(/^#+ /m).slice(1);
  return {
    sections: new Map(
      parts.map((part) => {
        const [heading = ""] = part.split("\n", 1);
        return [
          heading.toLowerCase(),
          { tables: [...part.matchAll(/(?:^\|.*\n)+/gm)].map(([block]) => readTable(block)) },
        ];
      }),
    ),
    fences: [...text.matchAll(FENCE)].map(([_, info = "", code = ""]) => ({
      words: info.trim().split(/\s+/).filter(Boolean),
      code,
    })),
  };
}

export function readTable(block: string): Table {
  const [head, , ...rows] = block
    .trim()
    .split("\n")
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.replaceAll("\\|", "|").trim()),
    );
  return { head: head!, rows };
}

/** What stands in backticks. */
export const getCode = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code!);
