import type { Feature } from "../engine/feature.ts";
import { createWatchTable } from "../plan/createWatchTable.ts";

/** Finds out who looks at what: for plans from before, and for those that were changed since they were compiled. */
export const watching = { createWatchTable } satisfies Feature;
