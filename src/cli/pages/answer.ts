import { place, type Told } from "../../check/check.ts";
import type { LoadedConfig } from "../../check/files/loadConfig.ts";
import { formatAnnotation, formatTold } from "../../check/formatChecked.ts";
import { getPlace } from "../../check/source/lines.ts";
import type { Plan } from "../../sdk/domain/plan/plan.ts";
import type { Compared } from "./baseline.ts";
import { type PageFinding, tell } from "./judge.ts";
import { findSpot, type Looked } from "./lookAtPages.ts";

/** What was found, and all that is to be said of it. */
export interface Outcome {
  readonly config: LoadedConfig;
  readonly looked: Looked;
  readonly compared: Compared;
  readonly findings: readonly PageFinding[];
}

export interface SayOptions {
  readonly accept?: boolean;
  readonly strict?: boolean;
  readonly json?: boolean;
}

/** The config does not say what the product's own code makes of guides. */
const DRAWN =
  "drawn as Milepost draws guides: a render or a container that the product gives to init is not seen here";

const hasBaseline = ({ same, changes }: Compared): boolean => same.length + changes.length > 0;

/** @param html Where what has changed is shown. */
export function sayChanges(plan: Plan, compared: Compared, folder: string, html: string): PageFinding[] {
  const say = (code: "changed" | "new", name: string, message: string): PageFinding =>
    tell(code, findSpot(plan, name)!, "", message);
  const changed = compared.changes.map(({ name, share, before, now }) => {
    const picture = `another picture (${(100 * share).toFixed(1)} % of its pixels)`;
    const reading = before.tree === now.tree ? "" : " and another reading for screen readers";
    return say("changed", name, `found ${picture}${reading}, expected what was accepted: ${html} has both`);
  });
  const fresh = hasBaseline(compared) ? compared.fresh : [];
  return [
    ...changed,
    ...fresh.map((name) =>
      say("new", name, `found nothing accepted of it in ${folder}, expected a picture: --accept`),
    ),
  ];
}

export function answer(
  { config, looked, compared, findings }: Outcome,
  { accept, strict, json }: SayOptions,
): { readonly out: readonly string[]; readonly ok: boolean } {
  const { pages, pictures } = looked;
  const told = findings.map((one): Told & PageFinding => {
    const placed = place(one, config.root!);
    return { ...one, ...placed, ...getPlace(placed.file, placed.offset) };
  });
  const [errors, warnings] = (["error", "warning"] as const).map(
    (severity) => told.filter((one) => one.severity === severity).length,
  );
  const ok = errors === 0 && (!strict || warnings === 0);
  if (json) {
    const rows = told.map(({ file: { name }, offset: _, length: __, ...one }) => ({ file: name, ...one }));
    const all = { pages, findings: rows, pictures: toStates(compared, pictures) };
    return { out: [JSON.stringify(all, undefined, 2)], ok };
  }
  const annotations = process.env.GITHUB_ACTIONS ? told.map(formatAnnotation) : [];
  const isFirst = !accept && !hasBaseline(compared) && pictures.size > 0;
  const seen = `${countOf(pictures.size, "picture")}${accept ? " accepted" : `, ${compared.changes.length} changed`}`;
  return {
    out: [
      ...told.map((one) => `${formatTold(one)}\n`),
      ...annotations,
      `${countOf(errors!, "error")}, ${countOf(warnings!, "warning")} in ${countOf(pages.length, "page")}; ${seen}`,
      ...(pictures.size > 0 ? [DRAWN] : []),
      ...(isFirst ? ["nothing is accepted yet to hold them against: --accept keeps them"] : []),
    ],
    ok,
  };
}

const countOf = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

const toStates = ({ same, changes }: Compared, pictures: Looked["pictures"]): Record<string, string> =>
  Object.fromEntries(
    [...pictures.keys()].map((name) => [
      name,
      same.includes(name) ? "same" : changes.some((one) => one.name === name) ? "changed" : "new",
    ]),
  );
