import fc from "fast-check";

/** What somebody puts in the place of something else, beside all that fast-check thinks of. */
const ODD: readonly unknown[] = [
  null,
  undefined,
  "",
  "__proto__",
  "constructor",
  "toString",
  "{{user.constructor}}",
  "javascript:alert(1)",
  "\u0000\ud800",
  "9".repeat(400),
  [],
  {},
  [[[[[]]]]],
  { length: 1e9 },
  { toString: null },
  0,
  -1,
  1e308,
  -8.64e15,
  8.65e15,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  true,
];

/** Names that every object answers to, and some that mean something here. */
const KEYS = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "toJSON",
  "then",
  "id",
  "",
];

export interface Mutation {
  /** Which of all places; taken modulo their number. */
  readonly place: number;
  readonly how: "replace" | "remove" | "repeat" | "add" | "swap";
  readonly key: string;
  readonly value: unknown;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  place: fc.nat(),
  how: fc.constantFrom("replace", "replace", "remove", "repeat", "add", "swap"),
  key: fc.constantFrom(...KEYS),
  value: fc.oneof(fc.constantFrom(...ODD), fc.jsonValue({ maxDepth: 2 }), fc.double(), fc.string()),
});

/** One to four of them, one after the other. */
export const mutations: fc.Arbitrary<Mutation[]> = fc.array(mutation, { minLength: 1, maxLength: 4 });

type Bag = Record<string, unknown>;

/** A copy of `value` to which all of `list` has been done. */
export const mutate = (value: unknown, list: readonly Mutation[]): unknown => {
  const whole = structuredClone(value) as Bag;
  for (const one of list) change(whole, one);
  return whole;
};

function change(whole: Bag, { place, how, key, ...given }: Mutation): void {
  // A copy: what a later mutation does to it must not come back with the next try.
  const value = structuredClone(given.value);
  const places = [...walk(whole)];
  if (places.length === 0) return;
  const [bag, name] = places[place % places.length]!;
  const other = places[(place * 31) % places.length]!;
  const inner = bag[name];
  if (how === "remove" && Array.isArray(bag)) bag.splice(Number(name), 1);
  else if (how === "remove") delete bag[name];
  else if (how === "repeat" && Array.isArray(inner)) inner.push(...structuredClone(inner));
  // As JSON.parse does it: `__proto__` becomes a key like any other.
  else if (how === "add" && isBag(inner) && !Array.isArray(inner)) put(inner, key, value);
  else if (how === "swap") put(bag, name, structuredClone(other[0][other[1]]));
  else put(bag, name, value);
}

const put = (bag: Bag, name: string, value: unknown): unknown =>
  Object.defineProperty(bag, name, { value, enumerable: true, configurable: true, writable: true });

const isBag = (value: unknown): value is Bag => typeof value === "object" && value !== null;

/** Every place below the whole. */
function* walk(bag: Bag): Generator<readonly [bag: Bag, name: string]> {
  for (const [name, inner] of Object.entries(bag)) {
    yield [bag, name];
    if (isBag(inner)) yield* walk(inner);
  }
}
