/** More than one stands in most of them: the first that fits counts. */
const BROWSERS = [
  ["edge", /\bEdg/],
  ["opera", /\bOPR\//],
  ["firefox", /\bFirefox\//],
  ["chrome", /\bChrom(?:e|ium)\//],
  ["safari", /\bSafari\//],
] as const;

/** The browser that a user agent names; `null` where it names none that is known here. */
export const getBrowser = (userAgent: string | undefined): string | null =>
  BROWSERS.find(([, form]) => userAgent !== undefined && form.test(userAgent))?.[0] ?? null;
