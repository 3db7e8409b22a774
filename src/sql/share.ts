/**
 * The number in [0, 1) that the engine draws arms by, of a JSON text of names: MurmurHash3 x86 32-bit of its UTF-8, over
 * 2^32, as `src/sdk/domain/lib/toShare.ts` has it. Most warehouses have no such function, so one is created beside the
 * views.
 */
export interface ShareFunction {
  /** Statements that create it; none where the warehouse has one. */
  readonly create: (name: string) => readonly string[];
  /** The number of a text. */
  readonly of: (name: string, text: string) => string;
}

const ofCall = (name: string, text: string): string => `${name}(${text})`;

/** A product of two numbers of 32 bits has 64, which is more than a bigint holds: it is made of halves. */
const times = (one: string, other: string): string =>
  `((((${one} >> 16) * ${other} & 65535) << 16) + (${one} & 65535) * ${other} & 4294967295)`;

const POSTGRES: ShareFunction = {
  of: ofCall,
  create: (name) => [
    `create or replace function ${name}(names text) returns double precision
language plpgsql immutable strict as $$
declare
  bytes bytea := convert_to(names, 'UTF8');
  many int := length(bytes);
  hash bigint := 0;
  word bigint;
begin
  for i in 0 .. many / 4 loop
    word := 0;
    for j in 4 * i .. least(4 * i + 3, many - 1) loop
      word := word | (get_byte(bytes, j)::bigint << (8 * (j - 4 * i)));
    end loop;
    word := ${times("word", "3432918353")};
    word := ((word << 15) & 4294967295) | (word >> 17);
    word := ${times("word", "461845907")};
    hash := hash # word;
    if 4 * i + 4 <= many then
      hash := ((hash << 13) & 4294967295) | (hash >> 19);
      hash := (hash * 5 + 3864292196) & 4294967295;
    end if;
  end loop;
  hash := hash # many;
  hash := hash # (hash >> 16);
  hash := ${times("hash", "2246822507")};
  hash := hash # (hash >> 13);
  hash := ${times("hash", "3266489909")};
  hash := hash # (hash >> 16);
  return hash / 4294967296.0;
end $$`,
  ],
};

/** The word that begins at a byte, of bytes in hex: the lowest byte comes first, and there is nothing after the last. */
const WORD = [6, 4, 2, 0].map((digits) => `substr(hex, 2 * byte + ${digits + 1}, 2)`).join(" || ");

const DUCKDB: ShareFunction = {
  of: ofCall,
  create: (name) => [
    `create or replace macro ${name}_times(one, other) as cast(cast(one as hugeint) * other % 4294967296 as bigint)`,
    `create or replace macro ${name}_turn(word, bits) as ((word << bits) & 4294967295) | (word >> (32 - bits))`,
    `create or replace macro ${name}_word(hex, byte) as ${name}_times(
  ${name}_turn(${name}_times(cast('0x0' || ${WORD} as bigint), 3432918353), 15), 461845907)`,
    `create or replace macro ${name}_fold(hash, bits) as xor(hash, hash >> bits)`,
    `create or replace macro ${name}_last(hash) as ${name}_fold(${name}_times(
  ${name}_fold(${name}_times(${name}_fold(hash, 16), 2246822507), 13), 3266489909), 16)`,
    `create or replace macro ${name}_hash(hex, many) as ${name}_last(xor(xor(list_reduce(
  list_transform(range(0, many // 4), lambda i: ${name}_word(hex, 4 * i)),
  lambda hash, word: (${name}_turn(xor(hash, word), 13) * 5 + 3864292196) & 4294967295,
  cast(0 as bigint)), ${name}_word(hex, many // 4 * 4)), many))`,
    `create or replace macro ${name}(names) as
  ${name}_hash(hex(encode(names)), octet_length(encode(names))) / 4294967296.0`,
  ],
};

/** It has the function itself. */
const CLICKHOUSE: ShareFunction = {
  of: (_, text) => `murmurHash3_32(${text}) / 4294967296`,
  create: () => [],
};

/** What some warehouses run. A byte that is not there is none. */
const createScript = (argument: string): string => `  const bytes = unescape(encodeURIComponent(${argument}));
  const at = (i) => bytes.charCodeAt(i) || 0;
  let hash = 0;
  for (let i = 0; i <= bytes.length; i += 4) {
    const word = Math.imul(at(i) | (at(i + 1) << 8) | (at(i + 2) << 16) | (at(i + 3) << 24), 0xcc9e2d51);
    hash ^= Math.imul((word << 15) | (word >>> 17), 0x1b873593);
    if (i + 4 <= bytes.length) hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  hash ^= bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 4294967296;`;

const BIGQUERY: ShareFunction = {
  of: ofCall,
  create: (name) => [
    `create or replace function ${name}(names string) returns float64 language js as """
${createScript("names")}
"""`,
  ],
};

const SNOWFLAKE: ShareFunction = {
  of: ofCall,
  create: (name) => [
    `create or replace function ${name}(names varchar) returns double language javascript as $$
${createScript("NAMES")}
$$`,
  ],
};

export const SHARES = {
  postgres: POSTGRES,
  duckdb: DUCKDB,
  clickhouse: CLICKHOUSE,
  bigquery: BIGQUERY,
  snowflake: SNOWFLAKE,
} as const;
