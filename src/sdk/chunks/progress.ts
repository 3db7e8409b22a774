/** What tells a new device where its user stands: loaded where the plan names somebody to ask, and a token is given. */

import { createGetJson } from "../browser/getJson.ts";
import { createListen } from "../browser/listenToProgress.ts";
import { followProgress } from "../progress/followProgress.ts";
import { createRemoteProgress } from "../progress/remoteProgress.ts";

/** With how this browser asks. What reads answers comes with what sends, which is on its way too. */
export async function createAsking(page: Window) {
  const { readJson } = await import("./sending.ts");
  const fetch = page.fetch.bind(page);
  return {
    createRemoteProgress,
    followProgress,
    get: createGetJson({ fetch, readJson }),
    listen: createListen({ fetch }),
  };
}
