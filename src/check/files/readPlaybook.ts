import { checkForm } from "../../sdk/config/checks/checkForm.ts";
import { playbookForms } from "../../sdk/config/forms.ts";
import { toFaults } from "../../sdk/config/issues.ts";
import type { Finding } from "../finding.ts";
import { getPart, getText, locate, type Part, type Place, toValue } from "../source/part.ts";
import { describeUse, fillIn } from "./fillIn.ts";
import { prefixIds, SECTIONS } from "./ownIds.ts";
import { readParameters, toFinding } from "./parameters.ts";

/**
 * The parts that a playbook comes to where it is used, under their ids there.
 * @param use The entry of `use`, whose path is `path`.
 * @returns `undefined` where the playbook is none.
 */
export function readPlaybook(
  playbook: Part,
  use: Part,
  path: string,
  tell: (finding: Finding & Place) => void,
): Part | undefined {
  const given = toValue(playbook);
  const faults = toFaults(checkForm(playbookForms, given).issues, given);
  for (const { path: at, message } of faults)
    tell({ severity: "error", path: at, message, ...locate(playbook, at, message.includes("unknown key")) });
  if (faults.length > 0) return undefined;
  const known = (getPart(playbook, "parameters")?.parts ?? []).map(([name]) => name);
  const values = readParameters(playbook, use, path, tell);
  const own = { ...playbook, parts: playbook.parts.filter(([name]) => name in SECTIONS) };
  const prefix = `${getText(getPart(use, "as"))}-`;
  const { filled, used } = fillIn(prefixIds(own, prefix, tell), values, known, tell);
  for (const name of known.filter((one) => !used.has(one))) {
    const found = `the parameter ${JSON.stringify(name)}, which nothing uses`;
    const at = `parameters.${name}`;
    tell({ ...toFinding([at], found, describeUse(name)), ...locate(playbook, at, true) });
  }
  return filled;
}
