/** All that is needed once something is to be sent: it loads then, and not before. */
export { createLocks } from "./browser/locks.ts";
export { createFetchTransport } from "./browser/transport.ts";
export { createSender } from "./stores/sender.ts";
