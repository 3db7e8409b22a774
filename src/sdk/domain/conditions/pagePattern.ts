import { fits } from "./fits.ts";

/**
 * Does an address fit a page pattern? `*` stands for anything within a segment, or for everything at the end;
 * `:param` for one whole segment; a pattern with a scheme is held against the origin too; query and hash count only
 * where the pattern has them. What is behind the `#` is a page of its own to many routers, and is read like one. All is
 * read as the address bar shows it, so that `/café` fits `/caf%C3%A9`.
 */
export function isPage(pattern: string, url: string): boolean {
  const { origin, pathname, search, hash } = new URL(url);
  const [wanted, wantedHash] = cut(pattern, "#");
  return (
    fitsAddress(wanted, (wanted.includes("://") ? origin : "") + pathname + search) &&
    (wantedHash === undefined || fitsAddress(wantedHash, hash.slice(1)))
  );
}

/** One that begins with its query is meant for every path. */
function fitsAddress(pattern: string, address: string): boolean {
  const [wanted, wantedQuery] = cut(pattern, "?");
  const [path, query] = cut(address, "?");
  return (!wanted || fitsPath(wanted, path)) && (wantedQuery === undefined || fitsQuery(wantedQuery, query));
}

/** What is before the sign, and what behind it, if it is there. */
function cut(text: string, sign: string): [before: string, behind?: string] {
  const at = text.indexOf(sign);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function fitsPath(pattern: string, path: string): boolean {
  const wanted = toSegments(pattern);
  const found = toSegments(path);
  const last = wanted.length - 1;
  if (pattern.endsWith("*") && found.length > last)
    found.splice(last, found.length, found.slice(last).join("/"));
  return (
    found.length === wanted.length &&
    wanted.every((part, i) => (part.startsWith(":") ? found[i] !== "" : fits(part, found[i]!)))
  );
}

/** A slash at the end says nothing. One that is encoded divides nothing, so segments are decoded one by one. */
const toSegments = (path: string): string[] =>
  path
    .replace(/(.)\/$/, "$1")
    .split("/")
    .map(decode);

/** Each parameter that the pattern has is there, in any order and beside any others; or the query fits as a whole. */
function fitsQuery(pattern: string, query = ""): boolean {
  const found = [query, ...query.split("&")].map(decodeValue);
  const isThere = (part: string): boolean => found.some((one) => fits(decodeValue(part), one));
  return isThere(pattern) || pattern.split("&").every(isThere);
}

/** What is no encoding stays as it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const decodeValue = (text: string): string => decode(text.replaceAll("+", " "));
