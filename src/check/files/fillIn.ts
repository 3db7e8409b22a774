import { suggest } from "../../sdk/config/suggest.ts";
import { getText, type Part } from "../source/part.ts";
import { placeOf, type Tell, toFinding } from "./parameters.ts";

/** A parameter is put in as it is, by `{ "$parameter": name }`, or into a text, by `{{parameter.name}}`. */
const WHOLE = "$parameter";
const IN_TEXT = /\{\{\s*parameter\.([^{}|\s]+)\s*\}\}/g;

/** How a parameter is used, for who has not. */
export const describeUse = (name: string): string =>
  `{ "${WHOLE}": "${name}" } or {{parameter.${name}}} somewhere in the playbook`;

/**
 * A playbook with its parameters' values in the place of their names; what has no value is left out. A name that is none
 * of `known` is told.
 */
export function fillIn(
  playbook: Part,
  values: ReadonlyMap<string, Part>,
  known: readonly string[],
  tell: Tell,
): { readonly filled: Part; readonly used: ReadonlySet<string> } {
  const used = new Set<string>();

  function getValue(name: string, part: Part): Part | undefined {
    used.add(name);
    if (!known.includes(name)) {
      const found = `the unknown parameter ${JSON.stringify(name)}`;
      const expected = known.length > 0 ? `one of ${known.join(", ")}` : "none";
      tell({ ...toFinding([], found, expected, suggest(name, known)), ...placeOf(part) });
    }
    const value = values.get(name);
    return value?.is === "scalar" && value.value === null ? undefined : value;
  }

  const fillText = (text: string, part: Part): string =>
    text.replaceAll(IN_TEXT, (_, name: string) => {
      const value = getValue(name, part);
      if (value?.is === "scalar") return `${value.value}`;
      if (known.includes(name) && values.has(name)) {
        const found = `${value ? "several parts" : "no value"} for {{parameter.${name}}} in a text`;
        tell({ ...toFinding(["parameters", name], found, "a text or a number"), ...placeOf(value ?? part) });
      }
      return "";
    });

  function fill(part: Part): Part | undefined {
    const text = getText(part);
    if (text !== undefined) return { ...part, value: fillText(text, part) };
    const [first, ...others] = part.parts;
    const name = first?.[0] === WHOLE && others.length === 0 ? getText(first[1]) : undefined;
    if (name !== undefined) return getValue(name, part);
    const parts = part.parts.flatMap(([key, child]) => {
      const filled = fill(child);
      return filled ? [[part.is === "object" ? fillText(key, child) : key, filled] as const] : [];
    });
    return { ...part, parts: part.is === "list" ? parts.map(([, one], i) => [`${i}`, one] as const) : parts };
  }

  return { filled: fill(playbook) ?? playbook, used };
}
