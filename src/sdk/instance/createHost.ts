import { createPendingCalls } from "../browser/pendingCalls.ts";
import { createUuid } from "../lib/uuid.ts";
import type { Host } from "./host.ts";

/** This page as an instance's host; `undefined` where there is none, as on a server. */
/** @param more What a script tag asks beside that. */
export const createHost = (core: Host["core"], more: Pick<Host, "isOff" | "claim"> = {}): Host | undefined =>
  typeof document === "undefined"
    ? undefined
    : {
        core,
        ...more,
        fetch: (url) => {
          const [address = "", pin] = url.split("#");
          return fetch(address, { credentials: "same-origin", ...(pin !== undefined && { integrity: pin }) });
        },
        now: () => Date.now(),
        createId: () => createUuid(Date.now(), Math.random),
        pendingCalls: (config, list) => createPendingCalls(`milepost calls ${config}`, window, list),
        warn: (line) => console.warn(`Milepost: ${line}`),
      };
