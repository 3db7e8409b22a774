type Bag = Readonly<Record<string, unknown>>;

const isBag = (value: unknown): value is Bag =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  array: Array.isArray,
  boolean: (value) => typeof value === "boolean",
  integer: Number.isInteger,
  null: (value) => value === null,
  number: (value) => typeof value === "number",
  object: isBag,
  string: (value) => typeof value === "string",
};

/** One keyword of a schema: does the value do what it asks? */
type Check = (asked: unknown, value: unknown, accepts: Accepts, schema: Bag) => boolean;
type Accepts = (schema: unknown, value: unknown) => boolean;

/** Keywords that say nothing of other types leave those alone, as JSON Schema has it. */
const KEYWORDS: Readonly<Record<string, Check>> = {
  type: (types, value) => [types].flat().some((type) => TYPES[`${type}`]!(value)),
  const: (only, value) => only === value,
  enum: (list, value) => (list as unknown[]).includes(value),
  minimum: (limit, value) => typeof value !== "number" || value >= Number(limit),
  maximum: (limit, value) => typeof value !== "number" || value <= Number(limit),
  pattern: (pattern, value) => typeof value !== "string" || new RegExp(`${pattern}`).test(value),
  minItems: (least, value) => !Array.isArray(value) || value.length >= Number(least),
  items: (schema, value, accepts) =>
    !Array.isArray(value) || value.every((member) => accepts(schema, member)),
  required: (keys, value) => !isBag(value) || (keys as string[]).every((key) => Object.hasOwn(value, key)),
  properties: (shape, value, accepts) =>
    !isBag(value) ||
    Object.entries(shape as Bag).every(
      ([key, schema]) => !Object.hasOwn(value, key) || accepts(schema, value[key]),
    ),
  propertyNames: (schema, value, accepts) =>
    !isBag(value) || Object.keys(value).every((key) => accepts(schema, key)),
  additionalProperties: (schema, value, accepts, { properties = {} }) =>
    !isBag(value) ||
    Object.entries(value).every(
      ([key, member]) =>
        Object.hasOwn(properties as Bag, key) || (schema !== false && accepts(schema, member)),
    ),
  anyOf: (schemas, value, accepts) => (schemas as unknown[]).some((schema) => accepts(schema, value)),
  oneOf: (schemas, value, accepts) =>
    (schemas as unknown[]).filter((schema) => accepts(schema, value)).length === 1,
};

/** Keywords that ask nothing of a value. */
const SILENT = new Set(["$schema", "$defs"]);

/**
 * Whether a JSON Schema accepts a value, for the keywords that ours uses.
 * @throws at a keyword that it does not know, so that none is passed over.
 */
export function createValidator(root: Bag): (value: unknown) => boolean {
  const accepts: Accepts = (schema, value) => {
    if (!isBag(schema)) return schema !== false;
    return Object.entries(schema).every(([keyword, asked]) => {
      if (SILENT.has(keyword)) return true;
      if (keyword === "$ref") return accepts(resolve(root, `${asked}`), value);
      const check = KEYWORDS[keyword];
      if (!check) throw new Error(`the schema uses ${JSON.stringify(keyword)}, which is not checked here`);
      return check(asked, value, accepts, schema);
    });
  };
  return (value) => accepts(root, value);
}

/** What `#/$defs/name` points to. */
const resolve = (root: Bag, pointer: string): unknown =>
  pointer
    .split("/")
    .slice(1)
    .reduce<unknown>((at, key) => (at as Bag)[key], root);
