/** `milepost/react`: a provider at the root, hooks below it. For React 18 and later; on a server it does nothing. */

export type { InitOptions, Milepost, Progress } from "../sdk/index.ts";
export { useMilepost, useMilestone, useProgress } from "./hooks.ts";
export { MilepostProvider, type MilepostProviderProps } from "./provider.ts";
