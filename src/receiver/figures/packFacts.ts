type Row = Readonly<Record<string, unknown>>;

/** Rows of one kind: the names of their columns, and then the values of each. */
interface Packed {
  readonly columns: readonly string[];
  readonly rows: ReadonlyArray<readonly unknown[]>;
}

/** In place of a value that a row does not have. */
const NONE = "\0";
/** Characters of a text that may come again and again. */
const SHORT = 64;

/** Facts as JSON, with each name of a column once for all rows. */
export const packFacts = (facts: object): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(facts).map(([name, value]) => [name, isRows(value) ? pack(value) : value]),
    ),
  );

function pack(rows: readonly Row[]): Packed {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return {
    columns,
    rows: rows.map((row) => columns.map((name) => (Object.hasOwn(row, name) ? row[name] : NONE))),
  };
}

const isRows = (value: unknown): value is readonly Row[] => Array.isArray(value) && value.length > 0;

/** Keeps one of each text that comes again and again. */
export type Words = (text: string) => string;

export function createWords(): Words {
  const known = new Map<string, string>();
  return (text) => {
    const one = known.get(text);
    if (one === undefined) known.set(text, text);
    return one ?? text;
  };
}

/** What `packFacts` has made a text of. */
export function unpackFacts<T extends object>(text: string, words: Words): T {
  const packed = JSON.parse(text) as Record<string, unknown>;
  const entries = Object.entries(packed).map(([name, value]) => [
    words(name),
    isPacked(value) ? unpack(value, words) : value,
  ]);
  return Object.fromEntries(entries) as T;
}

const isPacked = (value: unknown): value is Packed =>
  typeof value === "object" && value !== null && "columns" in value;

function unpack({ columns, rows }: Packed, words: Words): Row[] {
  return rows.map((values) => {
    const row: Record<string, unknown> = {};
    for (let i = 0; i < columns.length; i++) {
      const value = values[i];
      if (value === NONE) continue;
      row[columns[i]!] = typeof value === "string" && value.length < SHORT ? words(value) : value;
    }
    return row;
  });
}
