import { createFinding, type Finding, type Severity } from "../../check/finding.ts";
import { findGenerated } from "../../inspector/picker/generated.ts";
import type { Sight } from "../../pages/sight.ts";
import type { Target } from "../../sdk/domain/plan/plan.ts";

/** What may be wrong with a guide in a page. */
export type Code =
  /** Nobody has said where one of its pages is. */
  | "unopened"
  /** The page does not open, or another one in its place. */
  | "refused"
  | "missing"
  | "hidden"
  | "covered"
  | "ambiguous"
  | "brittle"
  /** One of its ways leads nowhere, and a later one is taken. */
  | "stale"
  /** A step that something has to happen before. */
  | "unreached"
  /** Its condition asks for an element that its page does not have. */
  | "unmet"
  /** Its target is there, and it was not drawn all the same. */
  | "undrawn"
  | "changed"
  | "new";

/** A finding in a page. */
export interface PageFinding extends Finding {
  readonly code: Code;
  readonly guide: string;
  /** Of a tour: the step, from 0. */
  readonly step?: number;
  /** The address of the page, where it is of one. */
  readonly page?: string;
}

/** A guide, or one of its steps, at a page. */
export interface Spot {
  readonly guide: string;
  readonly step?: number;
  readonly page?: string;
}

const SEVERITIES: Readonly<Record<Code, Severity>> = {
  unopened: "warning",
  refused: "error",
  missing: "error",
  hidden: "error",
  covered: "error",
  ambiguous: "warning",
  brittle: "warning",
  stale: "warning",
  unreached: "warning",
  unmet: "warning",
  undrawn: "error",
  changed: "error",
  new: "warning",
};

/** @param key What of the guide it is about: `target`, `on`; empty for the whole. */
export function tell(code: Code, spot: Spot, key: string, message: string): PageFinding {
  const { guide, step, page } = spot;
  const path = ["guides", guide, ...(step === undefined ? [] : ["steps", step]), ...(key ? [key] : [])];
  return {
    ...createFinding(SEVERITIES[code], path, message),
    code,
    guide,
    ...(step !== undefined && { step }),
    ...(page !== undefined && { page }),
  };
}

/** The path of an address, as a config writes pages. */
export const shorten = (address: string): string => {
  const { pathname, search, hash } = new URL(address);
  return pathname + search + hash;
};

/** What is wrong with how a target stands in a page. */
export function judge(sight: Sight, spot: Spot): PageFinding[] {
  const where = shorten(spot.page!);
  const { state, matches, seen, way, by } = sight;
  if (state === "missing")
    return [tell("missing", spot, "target", `found none on ${where}, expected an element that can be seen`)];
  if (state === "hidden")
    return [
      tell(
        "hidden",
        spot,
        "target",
        `found ${matches} on ${where} that nobody can see, expected one that can be seen`,
      ),
    ];
  const said: PageFinding[] = [];
  if (state === "covered")
    said.push(
      tell("covered", spot, "target", `found it below ${by} on ${where}, expected nothing that lies over it`),
    );
  if (seen > 1)
    said.push(
      tell(
        "ambiguous",
        spot,
        "target",
        `found ${seen} on ${where} of which the first is taken, expected one alone`,
      ),
    );
  for (let i = 0; i < way; i++)
    said.push(
      tell(
        "stale",
        spot,
        `target.${i}`,
        `found none on ${where}, where target.${way} is taken, expected an element`,
      ),
    );
  return said;
}

/** Names in a target that a build or a library has made: the next one makes others. */
export function findBrittle(target: Target, spot: Spot): PageFinding[] {
  const names = target.flatMap((seek) => ("css" in seek ? findGenerated(seek.css) : []));
  return [...new Set(names)].map((name) =>
    tell(
      "brittle",
      spot,
      "target",
      `found the name ${JSON.stringify(name)}, which looks made by a build: expected one that stays, like [data-testid=...], or { "role", "name" }`,
    ),
  );
}

export const sayUndrawn = (spot: Spot): PageFinding =>
  tell("undrawn", spot, "", `found its place on ${shorten(spot.page!)}, and it was not drawn there`);
