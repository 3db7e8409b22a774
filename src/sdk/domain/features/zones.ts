import type { Feature } from "../engine/feature.ts";
import { createClocks } from "../time/zones.ts";

/** Knows the calendars of IANA time zones: for places other than the user's own browser. */
export const zones = { createClocks } satisfies Feature;
