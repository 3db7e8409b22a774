import { type Bag, toBag, toText } from "./specEvent.ts";

/** Where it happened, as far as a call says. */
export interface PlaceOf {
  readonly type: string;
  /** The call's `context.page`. */
  readonly page: unknown;
  readonly properties: Bag;
}

/**
 * Where somebody was: path, query and hash of the address, where a call has one, else the path alone. A call of a page
 * may say it in its properties.
 */
export function getPath({ type, page, properties }: PlaceOf): string | undefined {
  const path = findPath(toBag(page));
  return path === undefined && type === "page" ? findPath(properties) : path;
}

const findPath = ({ url, path }: Bag): string | undefined =>
  typeof url === "string" ? (cutOrigin(url) ?? toText(path)) : toText(path);

function cutOrigin(url: string): string | undefined {
  const scheme = url.indexOf("://");
  if (scheme < 0) return undefined;
  const from = url.slice(scheme + 3).search(/[/?#]/);
  if (from < 0) return "/";
  const rest = url.slice(scheme + 3 + from);
  return rest.startsWith("/") ? rest : `/${rest}`;
}
