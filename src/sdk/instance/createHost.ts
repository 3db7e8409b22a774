import { createPendingCalls } from "../browser/pendingCalls.ts";
import { createUuid } from "../lib/uuid.ts";
import type { Host } from "./host.ts";

/** This page as an instance's host; `undefined` where there is none, as on a server. */
export const createHost = (core: Host["core"], claim?: Host["claim"]): Host | undefined =>
  typeof document === "undefined"
    ? undefined
    : {
        core,
        ...(claim && { claim }),
        fetch: (url) => {
          const [address = "", pin] = url.split("#");
          return fetch(address, { credentials: "same-origin", ...(pin !== undefined && { integrity: pin }) });
        },
        now: () => Date.now(),
        createId: () => createUuid(Date.now(), Math.random),
        pendingCalls: (config, list) => createPendingCalls(`milepost calls ${config}`, window, list),
        warn: (line) => console.warn(`Milepost: ${line}`),
      };
