import type { Host } from "./createMilepost.ts";

/** This page as an instance's host; `undefined` where there is none, as on a server. */
export const createHost = (core: Host["core"]): Host | undefined =>
  typeof document === "undefined"
    ? undefined
    : {
        core,
        fetch: (url) => fetch(url, { credentials: "same-origin" }),
        now: () => Date.now(),
        warn: (line) => console.warn(`Milepost: ${line}`),
      };
