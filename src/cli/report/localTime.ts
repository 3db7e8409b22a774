/** Times as the clocks of a zone show them. */
export interface LocalTime {
  /** Like `2026-03-29 09:30:00`. */
  format(at: number): string;
  /** A text with its ISO times in the same form. */
  translate(text: string): string;
}

/** @param timeZone An IANA time zone. */
export function createLocalTime(timeZone: string): LocalTime {
  // Sweden writes dates as ISO does.
  const { format } = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  return {
    format,
    translate: (text) => text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (iso) => format(Date.parse(iso))),
  };
}
