import type { Fault } from "../sdk/config/faults.ts";
import { ConfigError, parse } from "../sdk/config/parse.ts";
import type { Config } from "../sdk/config/schema.ts";
import type { Plan } from "../sdk/domain/plan/plan.ts";
import { withDrafts } from "./drafts.ts";
import { createFinding, type Finding, type Severity, type Span } from "./finding.ts";
import { checkLinks } from "./rules/links.ts";
import { checkProof, type ProofOptions } from "./rules/proof.ts";
import { checkReach } from "./rules/reach.ts";
import { checkShown } from "./rules/shown.ts";
import { checkEmpty, checkStateSize } from "./rules/state.ts";
import { checkTargets } from "./rules/targets.ts";
import { checkTwins } from "./rules/twins.ts";
import { checkWords } from "./rules/words.ts";
import { decode } from "./source/decode.ts";
import { getPlace } from "./source/lines.ts";
import { parseSource, type Source } from "./source/parseSource.ts";

/** A finding with its place in the file. */
export interface Told extends Finding, Span {
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
  /** In the order of the file. */
  readonly told: readonly Told[];
  /** What stands in the file, for a frame around each place. */
  readonly text: string;
  /** Where nothing is so wrong that there is none. */
  readonly plan?: Plan;
}

/** All that is wrong with a config, or probably not meant, each at its place. Drafts are taken as if they were live. */
export function check(bytes: Uint8Array, options: CheckOptions): Checked {
  const decoded = decode(bytes);
  if ("refused" in decoded) return { told: [{ ...decoded.refused, line: 1, column: 1 }], text: "" };
  const source = parseSource(decoded.text);
  const mark: ReadonlyArray<Finding & Span> = decoded.hasMark
    ? [{ ...createFinding("warning", [], MARK), offset: 0, length: 1 }]
    : [];
  const said = [...mark, ...source.findings];
  if (source.value === undefined) return { told: sort(said, source.text), text: source.text };
  const { findings, plan } = checkConfig(source.value, options);
  return {
    told: sort([...said, ...findings.map((one) => place(one, source))], source.text),
    text: source.text,
    ...(plan && { plan }),
  };
}

const MARK =
  "found a byte order mark, expected none: a page passes over it, and other readers of JSON do not";

/** As `check`, of a config that has been read already. */
export function checkConfig(
  given: unknown,
  options: CheckOptions,
): { readonly findings: readonly Finding[]; readonly plan?: Plan } {
  const { config } = withDrafts(given);
  try {
    const { plan, leftOut } = parse(config);
    const sound = config as Config;
    const findings = [
      ...leftOut.map(toFinding("warning")),
      ...checkTwins(sound),
      ...checkReach(sound),
      ...checkShown(sound),
      ...checkProof(sound, options),
      ...checkWords(sound),
      ...checkLinks(sound),
      ...checkTargets(sound),
      ...checkStateSize(sound, plan),
      ...(options.was ? checkEmpty(sound, options.was) : []),
    ];
    return { findings, plan };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { findings: error.faults.map(toFinding("error")) };
  }
}

const toFinding =
  (severity: Severity) =>
  ({ path, message }: Fault): Finding => ({ severity, path, message });

/** What is said of a key itself stands at the key. */
const place = (finding: Finding, source: Source): Finding & Span => {
  const isKey = /^found the unknown key|expected another name/.test(finding.message);
  const { offset, length } = source.locate(finding.path, isKey);
  return { ...finding, offset, length };
};

const sort = (findings: ReadonlyArray<Finding & Span>, text: string): Told[] =>
  findings.map((one) => ({ ...one, ...getPlace(text, one.offset) })).toSorted((a, b) => a.offset - b.offset);
