import { readRecord } from "../sdk/domain/lib/readRecord.ts";
import { isConsent } from "../sdk/domain/plan/consents.ts";
import type { InitOptions } from "../sdk/milepost.ts";

/** The options with the consent `full` where neither they nor the config give one: in a test there is nobody to ask. */
export function assumeConsent(options: InitOptions): InitOptions {
  const { consent } = readRecord(options.config);
  return { ...options, consent: options.consent ?? (isConsent(consent) ? consent : "full") };
}
