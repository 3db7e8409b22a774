import type { Consent } from "./plan.ts";

/** The levels of consent, from all to nothing. */
export const CONSENTS = ["full", "guide-only", "none"] as const satisfies readonly Consent[];

export const isConsent = (value: unknown): value is Consent => CONSENTS.some((level) => level === value);
