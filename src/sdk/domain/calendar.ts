/** The user's calendar day of a moment, as `2026-11-21`. `zone` is an IANA time zone. */
export const getDay = (at: number, zone: string): string =>
  new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(at);
