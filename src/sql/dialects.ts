/** What the SQL of one warehouse has of its own; all else is what they share. */
export interface Dialect {
  /** A text of a JSON column; null where it is not there. */
  readonly text: (column: string, key: string) => string;
  /** Is it `true` in a JSON column? */
  readonly isTrue: (column: string, key: string) => string;
  /** Whole milliseconds since 1970 of a column with a time. */
  readonly toMs: (column: string) => string;
  /** A text in quotes. Ids of a config may have any letter. */
  readonly literal: (text: string) => string;
  /** The type of numbers with a fraction, and of whole ones that may be null. */
  readonly fraction: string;
  readonly whole: string;
  /** A column whose name may be a word of the language. */
  readonly column: (name: string) => string;
}

export const DIALECT_NAMES = ["postgres", "duckdb", "clickhouse", "bigquery", "snowflake"] as const;
export type DialectName = (typeof DIALECT_NAMES)[number];

const doubled = (text: string): string => `'${text.replaceAll("'", "''")}'`;
/** Where a backslash begins an escape, it is one itself. */
const escaped = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
const inQuotes = (name: string): string => `"${name}"`;
const inTicks = (name: string): string => `\`${name}\``;

export const DIALECTS: Readonly<Record<DialectName, Dialect>> = {
  postgres: {
    text: (column, key) => `(cast(${column} as jsonb) ->> '${key}')`,
    isTrue: (column, key) => `(cast(${column} as jsonb) ->> '${key}') = 'true'`,
    toMs: (column) => `cast(floor(extract(epoch from ${column}) * 1000) as bigint)`,
    literal: doubled,
    fraction: "double precision",
    whole: "bigint",
    column: inQuotes,
  },
  duckdb: {
    text: (column, key) => `json_extract_string(${column}, '$.${key}')`,
    isTrue: (column, key) => `json_extract_string(${column}, '$.${key}') = 'true'`,
    toMs: (column) => `epoch_ms(${column})`,
    literal: doubled,
    fraction: "double",
    whole: "bigint",
    column: inQuotes,
  },
  clickhouse: {
    // JSON is in a column of text here, and what is not there is an empty text.
    text: (column, key) => `nullIf(JSONExtractString(${column}, '${key}'), '')`,
    isTrue: (column, key) => `JSONExtractRaw(${column}, '${key}') = 'true'`,
    toMs: (column) => `toUnixTimestamp64Milli(toDateTime64(${column}, 3))`,
    literal: escaped,
    fraction: "Nullable(Float64)",
    whole: "Nullable(Int64)",
    column: inTicks,
  },
  bigquery: {
    text: (column, key) => `json_value(${column}, '$.${key}')`,
    isTrue: (column, key) => `json_value(${column}, '$.${key}') = 'true'`,
    toMs: (column) => `unix_millis(${column})`,
    literal: escaped,
    fraction: "float64",
    whole: "int64",
    column: inTicks,
  },
  snowflake: {
    text: (column, key) => `cast(get_path(${column}, '${key}') as varchar)`,
    isTrue: (column, key) => `cast(get_path(${column}, '${key}') as varchar) = 'true'`,
    toMs: (column) => `date_part(epoch_millisecond, ${column})`,
    literal: escaped,
    fraction: "double",
    whole: "bigint",
    // A column that was named without quotes has an upper-case name.
    column: (name) => inQuotes(name.toUpperCase()),
  },
};
