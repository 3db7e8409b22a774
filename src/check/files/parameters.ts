import { checkForm } from "../../sdk/config/checks/checkForm.ts";
import { createFault } from "../../sdk/config/faults.ts";
import { parameterForms } from "../../sdk/config/forms.ts";
import { toFaults } from "../../sdk/config/issues.ts";
import type { ParameterType } from "../../sdk/config/playbookSchema.ts";
import { suggest } from "../../sdk/config/suggest.ts";
import { type Finding, fail } from "../finding.ts";
import { getPart, getText, locate, type Part, type Place, toValue } from "../source/part.ts";

export type Tell = (finding: Finding & Place) => void;

/**
 * The values of a playbook's parameters, by name: those that are given, else their defaults. One whose default is null has
 * no value, and what stands for it is left out.
 * @param use Where the playbook is used: says what is missing there, or of another type.
 */
export function readParameters(
  playbook: Part,
  use: Part,
  path: string,
  tell: Tell,
): ReadonlyMap<string, Part> {
  const declared = getPart(playbook, "parameters")?.parts ?? [];
  const known = declared.map(([name]) => name);
  const given = getPart(use, "with");
  for (const [name, { key, ...part }] of given?.parts ?? [])
    if (!known.includes(name)) {
      const found = `the unknown parameter ${JSON.stringify(name)}`;
      const expected = known.length > 0 ? `one of ${known.join(", ")}` : "none";
      tell({
        ...toFinding([path, "with", name], found, expected, suggest(name, known)),
        file: part.file,
        ...key!,
      });
    }
  return new Map(
    declared.flatMap(([name, one]) => {
      const own = getPart(given, name);
      const value = own ?? getPart(one, "default");
      const type = getText(getPart(one, "type")) as ParameterType;
      const where = own ? [path, "with", name] : ["parameters", name, "default"];
      if (value && !(value.is === "scalar" && value.value === null && !own))
        checkValue(value, type, where, tell);
      if (value) return [[name, value] as const];
      const about = getText(getPart(one, "about"));
      const expected = `one of the type ${type}${about === undefined ? "" : `: ${about}`}`;
      tell({
        ...toFinding([path, "with"], `no ${JSON.stringify(name)}`, expected),
        ...locate(use, "with", true),
      });
      return [];
    }),
  );
}

export const toFinding = (
  path: readonly string[],
  found: string,
  expected: string,
  meant?: string,
): Finding => {
  const fault = createFault(path, found, expected, meant);
  return { severity: "error", ...fault };
};

function checkValue(part: Part, type: ParameterType, path: readonly string[], tell: Tell): void {
  const given = { value: toValue(part) };
  const { issues } = checkForm(parameterForms[type], given);
  for (const fault of toFaults(issues, given)) {
    const inside = fault.path.replace(/^value\.?/, "");
    tell({
      ...fail(inside === "" ? path : [...path, inside], fault.message),
      ...(inside === "" ? placeOf(part) : locate(part, inside, fault.message.includes("unknown key"))),
    });
  }
}

/** A value's own place, and not its key's. */
export const placeOf = ({ file, is, offset, length }: Part): Place => ({
  file,
  offset,
  length: is === "scalar" ? length : 1,
});
