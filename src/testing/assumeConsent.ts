import type { InitOptions } from "../sdk/milepost.ts";

/** The options with the consent `full` where neither they nor the config give one: in a test there is nobody to ask. */
export const assumeConsent = (options: InitOptions): InitOptions => ({
  ...options,
  consent: options.consent ?? Object(options.config).consent ?? "full",
});
