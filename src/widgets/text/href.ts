const SCHEMES = /^(https|mailto|tel):$/;
/** Hosts that a page reaches without a network. */
const HERE = /^(.+\.)?(localhost|127\.0\.0\.1|\[::1\])$/;

/**
 * The address if a press on it can only navigate, else `undefined`. What the browser makes of it decides: `https`,
 * `mailto` and `tel` pass, and what stays with the origin of the page at `base`; `http` for localhost alone. Control characters
 * never do, nor does a name before the host, which makes one host look like another.
 */
export const safeHref = (address: string | undefined, base: string): string | undefined => {
  const href = address?.trim();
  if (!href || /\p{Cc}/u.test(href)) return undefined;
  try {
    const { protocol, origin, hostname, username, password } = new URL(href, base);
    if (username || password) return undefined;
    const isHere = origin === new URL(base).origin && /^https?:$/.test(protocol);
    return isHere || SCHEMES.test(protocol) || (protocol === "http:" && HERE.test(hostname))
      ? href
      : undefined;
  } catch {
    return undefined;
  }
};
