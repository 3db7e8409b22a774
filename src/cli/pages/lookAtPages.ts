import type { GuidePlan, Plan, Target } from "../../sdk/domain/plan/plan.ts";
import { type Addresses, getPatterns } from "./addresses.ts";
import { alone } from "./alone.ts";
import { findBrittle, judge, type PageFinding, type Spot, sayUndrawn, shorten, tell } from "./judge.ts";
import { findUnmet } from "./unmet.ts";
import type { Picture, Visitor } from "./visitor.ts";
import { walkTour } from "./walkTour.ts";

/** What was seen of all guides in their pages. */
export interface Looked {
  readonly findings: readonly PageFinding[];
  /** By the guide's id, and behind a dot the number of its step, from 1. */
  readonly pictures: ReadonlyMap<string, Picture>;
  /** Addresses of the pages that were opened. */
  readonly pages: readonly string[];
}

/** Looks for the targets of all guides in their pages, and draws each guide in the first page in which it has its place. */
export async function lookAtPages(plan: Plan, addresses: Addresses, visitor: Visitor): Promise<Looked> {
  const findings: PageFinding[] = [];
  const pictures = new Map<string, Picture>();
  const refused = new Map<string, string>();
  /** Of guides for all pages: what was said of the page on which it stood worst. */
  const vain = new Map<string, readonly PageFinding[]>();
  const tours = plan.guides.filter((guide) => guide.type === "tour");
  const others = plan.guides.filter(({ type }) => type !== "tour");

  for (const guide of plan.guides) findings.push(...sayUnopened(guide, addresses), ...sayBrittle(guide));
  for (const page of addresses.all) {
    const due = others.filter(
      (guide) => isFor(guide, page, addresses) && !(isAnywhere(guide) && pictures.has(guide.id)),
    );
    const why = await visitor.open(page, page === addresses.start);
    if (why !== undefined) {
      refused.set(page, why);
      continue;
    }
    await visitor.whenThere(
      due.flatMap((guide) => [getTarget(guide)].filter((target) => target !== undefined)),
    );
    for (const guide of due) {
      const { said, picture } = await lookAt(plan, guide, page, visitor, !pictures.has(guide.id));
      if (picture) pictures.set(guide.id, picture);
      if (isAnywhere(guide) && !picture) vain.set(guide.id, worst(vain.get(guide.id), said));
      else findings.push(...said);
    }
  }
  const opened = addresses.all.filter((page) => !refused.has(page));
  for (const [guide, said] of vain)
    if (!pictures.has(guide)) findings.push(...(isMissing(said) ? [sayNowhere(guide, opened)] : said));
  for (const tour of tours) {
    const walked = await walkTour(plan, tour, addresses, refused, visitor);
    findings.push(...walked.findings);
    for (const [step, picture] of walked.pictures) pictures.set(`${tour.id}.${step + 1}`, picture);
  }
  const lacking = plan.guides.filter(({ id }) => !pictures.has(id));
  findings.push(...sayRefused(plan.guides, lacking, addresses, refused));
  return { findings, pictures, pages: opened };
}

/** The guide, and the step, that a picture is of; `undefined` where there is none of that name any more. */
export function findSpot({ guides }: Plan, name: string): Spot | undefined {
  for (const guide of guides) {
    if (guide.id === name) return { guide: name };
    const step =
      guide.type === "tour" ? guide.steps.findIndex((_, i) => name === `${guide.id}.${i + 1}`) : -1;
    if (step >= 0) return { guide: guide.id, step };
  }
  return undefined;
}

const isAnywhere = (guide: GuidePlan): boolean => getPatterns(guide).length === 0;

/** Whether it is looked for there. */
const isFor = (guide: GuidePlan, page: string, { find }: Addresses): boolean =>
  isAnywhere(guide) || getPatterns(guide).some((pattern) => find(pattern) === page);

const getTarget = (guide: GuidePlan): Target | undefined => ("target" in guide ? guide.target : undefined);

const isMissing = (said: readonly PageFinding[]): boolean => said.some(({ code }) => code === "missing");

/** One that is nearly there says more than one that is not. */
const worst = (
  before: readonly PageFinding[] | undefined,
  said: readonly PageFinding[],
): readonly PageFinding[] => (!before || isMissing(before) ? said : before);

/** So many pages are told by their paths. */
const MOST_PAGES = 3;

function sayNowhere(guide: string, pages: readonly string[]): PageFinding {
  const paths = pages.slice(0, MOST_PAGES).map(shorten).join(", ");
  const more = pages.length > MOST_PAGES ? ` and ${pages.length - MOST_PAGES} more` : "";
  return tell(
    "missing",
    { guide },
    "target",
    `found none on ${paths}${more}, expected an element that can be seen`,
  );
}

async function lookAt(
  plan: Plan,
  guide: GuidePlan,
  page: string,
  visitor: Visitor,
  isWanted: boolean,
): Promise<{ readonly said: readonly PageFinding[]; readonly picture?: Picture }> {
  const spot: Spot = { guide: guide.id, page };
  const target = getTarget(guide);
  const sight = target && (await visitor.look(target));
  const said = sight ? judge(sight, spot) : [];
  if ((sight && sight.state !== "found") || !isWanted) return { said };
  const picture = await visitor.show(alone(plan, guide), 0, sight?.at);
  said.push(...(picture ? await findUnmet(plan, guide, spot, visitor) : [sayUndrawn(spot)]));
  return { said, ...(picture && { picture }) };
}

function sayUnopened(guide: GuidePlan, { find }: Addresses): PageFinding[] {
  return getPatterns(guide).flatMap((pattern) =>
    find(pattern) === undefined
      ? tell(
          "unopened",
          { guide: guide.id },
          "on",
          `found ${JSON.stringify(pattern)}, and no address that fits it: expected --page '${pattern}=/...'`,
        )
      : [],
  );
}

function sayBrittle(guide: GuidePlan): PageFinding[] {
  if (guide.type === "tour")
    return guide.steps.flatMap(({ target }, step) =>
      target ? findBrittle(target, { guide: guide.id, step }) : [],
    );
  const target = getTarget(guide);
  return target ? findBrittle(target, { guide: guide.id }) : [];
}

/** A page that does not open is said once: of the first guide that is for it, or that stands nowhere else. */
function sayRefused(
  guides: readonly GuidePlan[],
  lacking: readonly GuidePlan[],
  { find }: Addresses,
  refused: ReadonlyMap<string, string>,
): PageFinding[] {
  return [...refused].flatMap(([page, why]) => {
    const message = `found ${why} at ${page}, expected the page`;
    const own = guides.find((one) => getPatterns(one).some((pattern) => find(pattern) === page));
    if (own) return tell("refused", { guide: own.id, page }, "on", message);
    const other = lacking.find(isAnywhere);
    return other ? tell("refused", { guide: other.id, page }, "", message) : [];
  });
}
