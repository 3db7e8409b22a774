/** What tells a new device where its user stands: loaded where the plan names somebody to ask, and a token is given. */

export { createGetJson } from "../browser/getJson.ts";
export { createRemoteProgress } from "../progress/remoteProgress.ts";
