import type { Fault } from "../sdk/config/faults.ts";
import { ConfigError, parse } from "../sdk/config/parse.ts";
import type { Config } from "../sdk/config/schema.ts";
import type { Plan } from "../sdk/domain/plan/plan.ts";
import { addHint } from "./addHint.ts";
import { withDrafts } from "./drafts.ts";
import type { LoadedConfig } from "./files/loadConfig.ts";
import type { Finding, Severity } from "./finding.ts";
import { getNear } from "./getNear.ts";
import { checkAims } from "./rules/aims.ts";
import { checkLinks } from "./rules/links.ts";
import { checkPagePatterns } from "./rules/pagePatterns.ts";
import { checkProof, type ProofOptions } from "./rules/proof.ts";
import { checkReach } from "./rules/reach.ts";
import { checkRungs } from "./rules/rungs.ts";
import { checkShown } from "./rules/shown.ts";
import { checkEmpty, checkStateSize } from "./rules/state.ts";
import { checkTargets } from "./rules/targets.ts";
import { checkTwins } from "./rules/twins.ts";
import { checkWords } from "./rules/words.ts";
import { getPlace } from "./source/lines.ts";
import { locate, type Part, type Place, toValue } from "./source/part.ts";

/** A finding with its place in a file. */
export interface Told extends Finding, Place {
  /** From 1, as editors count. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

export interface CheckOptions extends ProofOptions {
  /** The plan of the config before this one. */
  readonly was?: Plan | undefined;
}

export interface Checked {
  /** In the order of each file. */
  readonly told: readonly Told[];
  /** Where nothing is so wrong that there is none. */
  readonly plan?: Plan;
}

/** All that is wrong with a config, or probably not meant, each at its place. Drafts are taken as if they were live. */
export function check({ root, findings: said, names }: LoadedConfig, options: CheckOptions): Checked {
  if (!root) return { told: sort(said, names) };
  const { findings, plan } = checkConfig(toValue(root), options);
  return { told: sort([...said, ...findings.map((one) => place(one, root))], names), ...(plan && { plan }) };
}

/** As `check`, of a config that has been read already. */
export function checkConfig(
  given: unknown,
  options: CheckOptions,
): { readonly findings: readonly Finding[]; readonly plan?: Plan } {
  const { config } = withDrafts(given);
  try {
    const { plan, leftOut } = parse(config, getNear);
    const sound = config as Config;
    const findings = [
      ...leftOut.map(toFinding("warning")),
      ...checkTwins(sound),
      ...checkReach(sound),
      ...checkShown(sound),
      ...checkRungs(sound),
      ...checkProof(sound, options),
      ...checkAims(sound),
      ...checkWords(sound),
      ...checkLinks(sound),
      ...checkTargets(sound),
      ...checkPagePatterns(sound),
      ...checkStateSize(sound, plan),
      ...(options.was ? checkEmpty(sound, options.was) : []),
    ];
    return { findings, plan };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { findings: error.faults.map((fault) => addHint(fault, config)).map(toFinding("error")) };
  }
}

const toFinding =
  (severity: Severity) =>
  ({ path, message }: Fault): Finding => ({ severity, path, message });

/** What is said of a key itself stands at the key. */
export function place(finding: Finding, root: Part): Finding & Place {
  const isKey = /^found the (?:unknown )?key|expected another name/.test(finding.message);
  return { ...finding, ...locate(root, finding.path, isKey) };
}

const sort = (findings: ReadonlyArray<Finding & Place>, names: readonly string[]): Told[] =>
  findings
    .map((one) => ({ ...one, ...getPlace(one.file, one.offset) }))
    .toSorted((a, b) => names.indexOf(a.file.name) - names.indexOf(b.file.name) || a.offset - b.offset);
