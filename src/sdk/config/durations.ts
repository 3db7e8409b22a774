import { DAY_MS } from "../domain/time/spans.ts";

const UNITS = { s: 1000, m: 60_000, h: 3_600_000, d: DAY_MS, w: 7 * DAY_MS } as const;

/** `30s 10m 4h 3d 2w`: a day is 24 hours and a week 168, since a span is measured. */
export const DURATION = /^\d+(\.\d+)?[smhdw]$/;

/** Milliseconds of a checked duration. */
export const toMs = (duration: string): number =>
  Number.parseFloat(duration) * UNITS[duration.at(-1) as keyof typeof UNITS];
