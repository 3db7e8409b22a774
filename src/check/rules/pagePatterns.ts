import { holdsIds } from "../../sdk/config/checks/holdsIds.ts";
import type { Config } from "../../sdk/config/schema.ts";
import { type Finding, type Path, warn } from "../finding.ts";

/** Below these stand an event's own names. */
const FOREIGN = new Set(["where", "with", "traits"]);

/** How other routers and languages write a part of an address, and how that is written here. */
const SPELLINGS: ReadonlyArray<readonly [written: RegExp, ours: string]> = [
  [/\$$/, ""],
  [/\/\[\[?\.{3}[^\]]*\]\]?/g, "/*"],
  [/\/:[\w-]+(?:\(\.[*+]\))?[*+]/g, "/*"],
  [/\/(?:\[([\w-]+)\]|\{([\w-]+)\}|<(?:\w+:)?([\w-]+)>|:([\w-]+)\([^)]*\))(?=[/?#]|$)/g, "/:$1$2$3$4"],
  [/\((?:\.[*+])\)|\.[*+]/g, "*"],
  [/\*{2,}/g, "*"],
  [/\/\.(?=\/)/g, ""],
  [/\/[^/]+\/\.\.(?=\/|$)/g, ""],
];

const OPTIONAL = /\/:[\w-]+\?(?=\/|$)/;

/** Page patterns as other routers write them. Here their signs are letters of an address, which no page has. */
export function checkPagePatterns(config: Config): Finding[] {
  return getPatterns(config, []).flatMap(([path, pattern]) => {
    const found = `found ${JSON.stringify(pattern)}`;
    const [optional] = OPTIONAL.exec(pattern) ?? [];
    if (optional) {
      const both = [pattern.replace(optional, ""), pattern.replace(optional, optional.slice(0, -1))];
      return [warn(path, `${found}, expected both, as no part may be missing: ${JSON.stringify(both)}`)];
    }
    const ours = toOurs(pattern);
    return ours === pattern
      ? []
      : [
          warn(
            path,
            `${found}, expected ${JSON.stringify(ours)}: one part is :name or has a * in it, all that follows is * at the end`,
          ),
        ];
  });
}

function toOurs(pattern: string): string {
  if (/^\/\/[\w-]+\./.test(pattern)) return `https:${pattern}`;
  return SPELLINGS.reduce((text, [written, ours]) => text.replace(written, ours), pattern);
}

/** All page patterns, each with its place: `page` in conditions, `on` of guides. */
function getPatterns(value: unknown, path: Path): ReadonlyArray<readonly [path: Path, pattern: string]> {
  if (typeof value !== "object" || value === null) return [];
  const hasIds = holdsIds(path.map(String));
  return Object.entries(value).flatMap(([key, child]) => {
    const here = [...path, key];
    if (!hasIds && FOREIGN.has(key)) return [];
    if (hasIds || (key !== "page" && key !== "on")) return getPatterns(child, here);
    if (typeof child === "string") return [[here, child] as const];
    return Array.isArray(child)
      ? child.flatMap((one, i) => (typeof one === "string" ? [[[...here, i], one] as const] : []))
      : getPatterns(child, here);
  });
}
