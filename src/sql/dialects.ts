import { SHARES, type ShareFunction } from "./share.ts";

/** What the SQL of one warehouse has of its own; all else is what they share. */
export interface Dialect {
  /** A text of a JSON column; null where it is not there. */
  readonly text: (column: string, key: string) => string;
  /** Is it `true` in a JSON column? */
  readonly isTrue: (column: string, key: string) => string;
  /** A list of texts in a JSON column, as JSON; null or empty where it is not there. */
  readonly list: (column: string, key: string) => string;
  /** Whole milliseconds since 1970 of a column with a time. */
  readonly toMs: (column: string) => string;
  /** A text in quotes. Ids of a config may have any letter. */
  readonly literal: (text: string) => string;
  /** The type of numbers with a fraction, and of whole ones that may be null. */
  readonly fraction: string;
  readonly whole: string;
  /** A column whose name may be a word of the language. */
  readonly column: (name: string) => string;
  /** The number that arms are drawn by. */
  readonly share: ShareFunction;
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
    list: (column, key) => `(cast(${column} as jsonb) ->> '${key}')`,
    toMs: (column) => `cast(floor(extract(epoch from ${column}) * 1000) as bigint)`,
    literal: doubled,
    fraction: "double precision",
    whole: "bigint",
    column: inQuotes,
    share: SHARES.postgres,
  },
  duckdb: {
    text: (column, key) => `json_extract_string(${column}, '$.${key}')`,
    isTrue: (column, key) => `json_extract_string(${column}, '$.${key}') = 'true'`,
    list: (column, key) => `json_extract_string(${column}, '$.${key}')`,
    toMs: (column) => `epoch_ms(${column})`,
    literal: doubled,
    fraction: "double",
    whole: "bigint",
    column: inQuotes,
    share: SHARES.duckdb,
  },
  clickhouse: {
    // JSON is in a column of text here, and what is not there is an empty text.
    text: (column, key) => `nullIf(JSONExtractString(${column}, '${key}'), '')`,
    isTrue: (column, key) => `JSONExtractRaw(${column}, '${key}') = 'true'`,
    list: (column, key) => `JSONExtractRaw(${column}, '${key}')`,
    toMs: (column) => `toUnixTimestamp64Milli(toDateTime64(${column}, 3))`,
    literal: escaped,
    fraction: "Nullable(Float64)",
    whole: "Nullable(Int64)",
    column: inTicks,
    share: SHARES.clickhouse,
  },
  bigquery: {
    text: (column, key) => `json_value(${column}, '$.${key}')`,
    isTrue: (column, key) => `json_value(${column}, '$.${key}') = 'true'`,
    list: (column, key) => `to_json_string(json_value_array(${column}, '$.${key}'))`,
    toMs: (column) => `unix_millis(${column})`,
    literal: escaped,
    fraction: "float64",
    whole: "int64",
    column: inTicks,
    share: SHARES.bigquery,
  },
  snowflake: {
    text: (column, key) => `cast(get_path(${column}, '${key}') as varchar)`,
    isTrue: (column, key) => `cast(get_path(${column}, '${key}') as varchar) = 'true'`,
    list: (column, key) => `to_json(get_path(${column}, '${key}'))`,
    toMs: (column) => `date_part(epoch_millisecond, ${column})`,
    literal: escaped,
    fraction: "double",
    whole: "bigint",
    // A column that was named without quotes has an upper-case name.
    column: (name) => inQuotes(name.toUpperCase()),
    share: SHARES.snowflake,
  },
};
