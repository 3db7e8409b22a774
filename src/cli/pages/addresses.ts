import { isPage } from "../../sdk/domain/conditions/pagePattern.ts";
import type { GuidePlan, Plan } from "../../sdk/domain/plan/plan.ts";
import { CommandError } from "../commandError.ts";

/** Where the pages of a config are opened. */
export interface Addresses {
  /** The address of a page pattern; `undefined` where nobody has said one. */
  find(pattern: string): string | undefined;
  /** Where the product begins. */
  readonly start: string;
  /** All that are opened: where the product begins, those of guides, and those that were asked for. */
  readonly all: readonly string[];
}

/** The pages that a guide is for; empty where it is for all. */
export const getPatterns = (guide: GuidePlan): readonly string[] => guide.on ?? [];

/**
 * @param base Where the product runs, such as `http://localhost:3000`.
 * @param given What `--page` says: `PATTERN=/path`, or a path of its own.
 * @throws {CommandError} where one of them is no address, or for no pattern of the config.
 */
export function readAddresses(plan: Plan, base: string, given: readonly string[]): Addresses {
  const start = readBase(base);
  const patterns = new Set(
    plan.guides.flatMap((guide) => [...getPatterns(guide), ...getStepPatterns(guide)]),
  );
  const named = new Map<string, string>();
  const others: string[] = [];
  for (const page of given) {
    const at = page.lastIndexOf("=/");
    const pattern = page.slice(0, Math.max(0, at));
    const address = toAddress(page.slice(at + 1), start, page);
    if (at <= 0) others.push(address);
    else if (!patterns.has(pattern))
      throw refuse(page, `one of the config's pages: ${[...patterns].join(", ") || "it names none"}`);
    else if (!isPage(withoutOrigin(pattern), address))
      throw refuse(page, `an address that fits ${JSON.stringify(pattern)}`);
    else named.set(pattern, address);
  }
  const find = (pattern: string): string | undefined => named.get(pattern) ?? getExample(pattern, start);
  const own = plan.guides.flatMap(getPatterns).flatMap((pattern) => find(pattern) ?? []);
  return { find, start, all: [...new Set([start, ...own, ...others])] };
}

const getStepPatterns = (guide: GuidePlan): readonly string[] =>
  guide.type === "tour"
    ? guide.steps.flatMap(({ advance }) => (advance?.on === "page" ? advance.patterns : []))
    : [];

const refuse = (found: string, expected: string): CommandError =>
  new CommandError(`--page: found ${JSON.stringify(found)}, expected ${expected}`);

function readBase(base: string): string {
  if (URL.canParse(base) && /^https?:$/.test(new URL(base).protocol)) return new URL(base).href;
  throw new CommandError(
    `--base: found ${JSON.stringify(base)}, expected where the product runs, like http://localhost:3000`,
  );
}

function toAddress(path: string, base: string, page: string): string {
  if (path.startsWith("/") && URL.canParse(path, base)) return new URL(path, base).href;
  throw refuse(page, "PATTERN=/path, or a path that begins with a slash");
}

/** A product that runs elsewhere, as in a test, has the same pages there. */
const withoutOrigin = (pattern: string): string => pattern.replace(/^[a-z*]+:\/\/[^/?#]*/i, "") || "/";

/** What a pattern says by itself: all of it, or what stands before a star at its end. */
function getExample(pattern: string, base: string): string | undefined {
  const own = withoutOrigin(pattern);
  const path = own.replace(/\*$/, "");
  if (/\*|\/:/.test(path)) return undefined;
  const { href } = new URL(/^[?#]/.test(path) ? `/${path}` : path, base);
  return isPage(own, href) ? href : undefined;
}
