import { fits } from "./values.ts";

const withoutSlash = (path: string): string =>
  path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;

/**
 * Does an address fit a page pattern? `*` stands for anything within a segment, or for everything at the end;
 * `:param` for one whole segment; a pattern with a scheme is held against the origin too; query and hash count only
 * where the pattern has them.
 */
export function isPage(pattern: string, url: string): boolean {
  const { origin, pathname, search, hash } = new URL(url);
  const text =
    (pattern.includes("://") ? origin : "") +
    withoutSlash(pathname) +
    (pattern.includes("?") ? search : "") +
    (pattern.includes("#") ? hash : "");
  const wanted = withoutSlash(pattern).split("/");
  const found = text.split("/");
  const last = wanted.length - 1;
  if (pattern.endsWith("*") && found.length > last)
    found.splice(last, found.length, found.slice(last).join("/"));
  return (
    found.length === wanted.length &&
    wanted.every((part, i) => (part.startsWith(":") ? found[i] !== "" : fits(part, found[i]!)))
  );
}
