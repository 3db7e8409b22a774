import type { Signal } from "./conditionPlan.ts";

/** The name under which a signal is counted, like an event. */
export const toEventName = (signal: Signal): string => `signal ${signal}`;
