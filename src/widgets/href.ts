const SCHEMES = ["http", "https", "mailto", "tel"];

/**
 * The address if a press on it can only navigate, else `undefined`. Relative addresses and http(s), mailto and tel pass.
 * Control characters never do: browsers drop tabs and line ends from addresses, so `java\nscript:` would run.
 */
export const safeHref = (address: string | undefined): string | undefined => {
  const href = address?.trim();
  if (!href || /\p{Cc}/u.test(href)) return undefined;
  const scheme = /^([a-z][a-z\d+.-]*):/i.exec(href)?.[1];
  return !scheme || SCHEMES.includes(scheme.toLowerCase()) ? href : undefined;
};
