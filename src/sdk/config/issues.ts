import { getValue } from "../domain/conditions/values.ts";
import { createFault, describe, type Fault } from "./faults.ts";

/** What is wrong with a value by one form. Whether somebody has to hear of it is not known yet. */
export interface Issue {
  readonly code: "type" | "value" | "key" | "limit" | "union";
  /** From the value that was checked. */
  readonly path: readonly PropertyKey[];
  /** Of an unknown key, which lies below the path. */
  readonly key?: string;
  /** Of a union: what is wrong by each of its forms. */
  readonly branches: ReadonlyArray<readonly Issue[]>;
  /** A union that speaks for itself, as none of its forms is meant more than another. */
  readonly isOwn?: true;
  /** Whether the value has the form all the same, so that its rules can be asked. */
  readonly isMild: boolean;
  /** `found ..., expected ...`, made when it is asked for: most forms of a union are only tried. */
  say(): string;
}

/** The faults behind issues with `config`: of a union's branches the one that came closest speaks. */
export function toFaults(
  issues: readonly Issue[],
  config: unknown,
  base: readonly PropertyKey[] = [],
): Fault[] {
  return issues.toSorted(byHint).flatMap((issue) => {
    const path = [...base, ...issue.path];
    if (issue.branches.length > 0 && !issue.isOwn) {
      const kinds = getKinds(issue.branches);
      if (kinds) return createFault(path, describe(getValue(config, path.map(String))), joinKinds(kinds));
      const [closest] = issue.branches.toSorted((a, b) => getDistance(a) - getDistance(b));
      return toFaults(closest!, config, path);
    }
    const whole = issue.key === undefined ? path : [...path, issue.key];
    return { path: whole.map(String).join("."), message: issue.say() };
  });
}

/** What each branch of a union expects in place of the whole value; `undefined` where one of them looks into it. */
function getKinds(branches: Issue["branches"]): string[] | undefined {
  const kinds = branches.flatMap(([first]) =>
    first && isOfWhole(first) ? first.say().replace(/^found .*?, expected /, "") : [],
  );
  return kinds.length === branches.length ? [...new Set(kinds)] : undefined;
}

const HINT = /; did you mean .*\?$/;

/** What was probably meant comes last. */
function joinKinds(kinds: readonly string[]): string {
  const [hint = ""] = kinds.flatMap((kind) => HINT.exec(kind) ?? []);
  return kinds.map((kind) => kind.replace(HINT, "")).join(" or ") + hint;
}

const isOfWhole = ({ path, code }: Issue): boolean =>
  path.length === 0 && (code === "type" || code === "value");

const hasHint = (issue: Issue): boolean => issue.say().includes("did you mean");
const byHint = (a: Issue, b: Issue): number => +hasHint(b) - +hasHint(a);

/** How far a value is from a branch: a wrong type at its top is farther than any number of wrong keys in it. */
function getDistance(issues: readonly Issue[]): number {
  return issues.reduce((sum, issue) => {
    const { path, branches } = issue;
    // Forms of conditions are told apart by a key: the one whose key is there is meant, whatever is wrong in it.
    if (path.length === 1 && (branches.length > 0 || issue.say().startsWith("found nothing")))
      return sum + 20;
    if (branches.length > 0) {
      const closest = Math.min(...branches.map(getDistance));
      return sum + (path.length > 0 ? Math.min(closest, 1) : closest);
    }
    return sum + (isOfWhole(issue) ? 100 : hasHint(issue) ? 0.1 : 1);
  }, 0);
}
