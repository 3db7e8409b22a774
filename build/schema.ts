/** The JSON Schema of the config, with the words of its reference: what an editor completes, and says of each key. */
import { readFileSync } from "node:fs";
import * as z from "zod/mini";
import { configSchema } from "../src/sdk/config/schema.ts";
import { type Fence, getCode, readReference, type Section, type Table } from "./reference.ts";

interface Schema {
  title?: string;
  description?: string;
  markdownDescription?: string;
  default?: unknown;
  examples?: unknown[];
  const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** Where the reference has the keys of an object: the heading, and which of its tables. */
type Place = readonly [heading: string, table: number];

const RECEIVER: Place = ["Receivers only", 0];
const PLACES: ReadonlyArray<readonly [path: RegExp, ...places: Place[]]> = [
  [/^$/, ["The file", 0]],
  [/^milestones\.\*$/, ["Milestones", 0]],
  [/^outcomes\.\*$/, ["Outcomes, journeys, segments", 0]],
  [/^journeys\.\*$/, ["Outcomes, journeys, segments", 1]],
  [/^segments\[\]$/, ["Outcomes, journeys, segments", 2]],
  [/^gaps\.\*$/, ["Gaps", 0]],
  [/^holdout$/, ["Holdout of the programme", 0]],
  [/holdout$/, ["Holdout", 0]],
  [/actions\[\]$/, ["Buttons", 0]],
  [/steps\[\]$/, ["Tour", 1], ["Tooltip", 0], ["Guides", 0]],
  [/items\[\]$/, ["Checklist", 1]],
  [/question(\[\])?$/, ["Survey", 1]],
  [/^docs\[\]$/, ["Docs", 0]],
  [/^limits(\.\w+)?$/, ["Limits", 0]],
  [/^report$/, ["Reports", 0]],
  [/^locale$/, ["Languages", 0]],
  [/^locale\.words\.\*$/, ["Languages", 1]],
  [/^retention$/, RECEIVER],
  [/^use\[\]$/, ["Reuse", 0]],
];

const SEEK = {
  role: "what a screen reader calls it: `button`, `link`, `textbox`",
  name: "what a screen reader reads for it, whole",
  text: "exactly this text, of the innermost element that has it",
};
/** Keys of small objects, which the reference shows in one piece: by that object's own key. */
const SMALL: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  target: {
    within: "how long it may take, a duration like `7d`",
    share: "the share of people who are to get there by then, from 0 to 1",
    ...SEEK,
  },
  element: SEEK,
  keepClear: SEEK,
  lapses: { grace: "how long it may not have held before it opens again" },
  bridge: {
    show: "the id of a guide or doc",
    after:
      "how long ago the rung before was shown, with the gap still open; beside `hand`, since the opening where it was not",
    oneOf: "ids of guides or docs, of which each person keeps one",
    hand: "who sees to it beyond the page: `csm`, `email` or `partner`; the receiver tells your webhooks",
    note: "what to do, for who is told",
  },
  choices: {
    id: "what is reported of it and tested, whatever its words are",
    label: "its words",
  },
  repeat: {
    every: "so long after it last showed or ended",
    atMost: "so many times in all",
    once: "to nobody else of the account",
  },
  advance: {
    click: "a press of the target",
    input: "something is entered in the target",
    event: "this event happens",
    milestone: "this milestone is reached",
    page: "this page is opened",
  },
  rate: { burst: "so many at once", perSecond: "so many each second from then on" },
  debug: {
    open: "who may open the inspector by `?milepost=debug`: `true`, `false` or `localhost`",
    avoid: "names of classes, ids and attributes that a picked target does not use; `*` is any letters",
  },
  quiet: { from: "when it begins, by the user's clock: `18:00`", to: "when it ends: `08:00`" },
  value: { account: "the account's trait", trait: "a trait of its people" },
  renews: { account: "the account's trait that has the date" },
  sum: { of: "the property that is added up", atLeast: "what it has to come to" },
  inPeriods: {
    of: "weeks (`1w`, from Monday) or days (`1d`)",
    atLeast: "in how many of them",
    outOf: "of how many, the current one included",
  },
  then: {
    guide: "the id of a guide or doc that is opened then",
    lead: "says that this person wants to be contacted, or to buy",
  },
};

/** Keys that say the same wherever they stand. */
const EVERYWHERE: Readonly<Record<string, string>> = {
  anyCase: "`true`: texts are compared in any case",
  by: "whether users or accounts are drawn",
  draw: "a name: conditions with the same one draw the same people",
  visible: "`false`: the element may be out of the window",
  trait: "a trait of the user, by its path",
  account: "a trait of the account, by its path",
  ...Object.fromEntries(
    ["zero", "one", "two", "few", "many", "other"].map((form) => [
      form,
      `the words for this plural (${form})`,
    ]),
  ),
};

/** Turns the Markdown of a cell into plain text, for who does not draw it. */
const toPlain = (markdown: string): string => toWords(markdown).replaceAll("**", "").replaceAll("`", "");
const toWords = (markdown: string): string => markdown.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1");

/**
 * @param reference The text of `docs/config.md`.
 * @returns The schema, in which each key has what the reference says of it, its default and an example.
 */
export function createSchema(reference = readFileSync("docs/config.md", "utf8")): object {
  const schema = z.toJSONSchema(configSchema) as Schema;
  const { sections, fences } = readReference(reference);
  describe(schema, "", sections);
  for (const condition of Object.values(schema.$defs ?? {})) describe(condition, "condition", sections);
  for (const fence of fences) addExamples(schema, fence);
  nameTypes(schema.properties?.guides?.additionalProperties as Schema);
  return schema;
}

/** An editor passes over forms of which a key is missing, and would not offer their types: so all are said once more. */
function nameTypes(guide: Schema): void {
  const types = [...(guide.oneOf ?? guide.anyOf ?? [])].map(({ properties = {} }) => properties.type!);
  const { const: _, ...notes } = types[0]!;
  const type = { ...notes, type: "string", enum: types.map((one) => one.const) };
  Object.assign(guide, { type: "object", properties: { type }, required: ["type"] });
}

function describe(schema: Schema, path: string, sections: ReadonlyMap<string, Section>): void {
  for (const [key, part] of Object.entries(schema.properties ?? {})) {
    const row = findRow(path, key, schema, sections);
    if (row) Object.assign(part, toNotes(row));
    describe(part, path === "" ? key : `${path}.${key}`, sections);
  }
  if (typeof schema.additionalProperties === "object")
    describe(schema.additionalProperties, `${path}.*`, sections);
  if (schema.items) describe(schema.items, `${path}[]`, sections);
  for (const branch of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) {
    const name = getBranchName(branch, path);
    if (name !== undefined) branch.title ??= name;
    describe(branch, path, sections);
  }
}

/** What tells the forms of a union apart: a guide's type, or the key that only this one needs. */
function getBranchName({ properties = {}, required = [] }: Schema, path: string): string | undefined {
  const type = properties.type?.const;
  if (typeof type === "string") return type;
  return path.startsWith("condition") || required.length > 0 ? required[0] : undefined;
}

interface Row {
  readonly says: string;
  readonly usual?: string | undefined;
}

function findRow(
  path: string,
  key: string,
  schema: Schema,
  sections: ReadonlyMap<string, Section>,
): Row | undefined {
  const type = schema.properties?.type?.const;
  const own =
    typeof type === "string"
      ? ([
          [type, 0],
          ["Guides", 0],
        ] as const)
      : [];
  const listed = PLACES.find(([where]) => where.test(path))?.slice(1) as readonly Place[] | undefined;
  for (const [heading, table] of [...own, ...(listed ?? [])]) {
    const found = sections
      .get(heading.toLowerCase())
      ?.tables[table]?.rows.find(([cell]) => getCode(cell!).includes(key));
    // Of our words it shows what they are in English, and where they stand.
    if (found && path.startsWith("locale.words"))
      return { says: `what is said in place of “${found[1]}”, ${found[2]}` };
    if (found) return { says: found[1]!, usual: found[2] };
  }
  const parent = path.replaceAll("[]", "").split(".").at(-1)!;
  const small = SMALL[parent]?.[key];
  if (small) return { says: small };
  return findForm(path, key, schema, sections) ?? (EVERYWHERE[key] ? { says: EVERYWHERE[key] } : undefined);
}

/** Of conditions and tests the reference shows forms: the first that has the key tells of it. */
function findForm(
  path: string,
  key: string,
  schema: Schema,
  sections: ReadonlyMap<string, Section>,
): Row | undefined {
  const tests = sections.get("tests")?.tables[0];
  const test = tests?.rows.find(([cell]) => getCode(cell!)[0]?.startsWith(`"${key}":`));
  const forms = sections.get("conditions")?.tables[0];
  const [first] = schema.required ?? [];
  const isForm = path === "condition" || path.endsWith("condition.then[]");
  const form = isForm ? findCondition(forms, key, first) : undefined;
  if (form) return { says: key === first ? `holds when ${form[1]}` : form[1]! };
  return test && { says: `passes for ${test[1]}` };
}

function findCondition(forms: Table | undefined, key: string, first = key): readonly string[] | undefined {
  const having = (forms?.rows ?? []).filter(([cell]) => {
    const form: unknown = JSON.parse(getCode(cell!)[0]!);
    return Object.hasOwn(Object(form), key);
  });
  return having.find(([cell]) => getCode(cell!)[0]!.startsWith(`{ "${first}"`)) ?? having[0];
}

function toNotes({ says, usual }: Row): Pick<Schema, "description" | "markdownDescription" | "default"> {
  const isSaid = usual !== undefined && usual !== "" && usual !== "none" && !usual.startsWith("required");
  const words = toWords(says);
  const markdown = `${words.charAt(0).toUpperCase()}${words.slice(1)}.${isSaid ? ` Default: ${toWords(usual)}.` : ""}`;
  const value = isSaid ? /^`([^`]+)`$/.exec(usual)?.[1] : undefined;
  return {
    description: toPlain(markdown),
    markdownDescription: markdown,
    ...(value !== undefined && { default: toValue(value) }),
  };
}

function toValue(code: string): unknown {
  try {
    return JSON.parse(code);
  } catch {
    return code;
  }
}

/** An example is a part of a config: what it has of each key is an example of that. */
function addExamples(root: Schema, { words, code }: Fence): void {
  const [part] = words;
  if (part === undefined) return;
  const value: unknown = JSON.parse(code);
  const schema = part === "root" ? root : part === "condition" ? undefined : root.properties?.[part];
  if (schema) walk(schema, value);
  if (part === "condition") for (const condition of Object.values(root.$defs ?? {})) walk(condition, value);
}

/** Longer than this is no example that one reads in a box beside the text. */
const LONGEST = 300;

function walk(schema: Schema, value: unknown): void {
  for (const branch of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) {
    const type = branch.properties?.type?.const;
    const isOther = type !== undefined && type !== (value as Readonly<Record<string, unknown>>)?.type;
    const lacks = (branch.required ?? []).some((key) => !Object.hasOwn(Object(value), key));
    if (!isOther && !lacks) walk(branch, value);
  }
  if (Array.isArray(value)) {
    for (const one of value) if (schema.items) walk(schema.items, one);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    const part = schema.properties?.[key] ?? schema.additionalProperties;
    if (typeof part !== "object") continue;
    if (schema.properties?.[key] && JSON.stringify(child).length <= LONGEST) part.examples ??= [child];
    walk(part, child);
  }
}
