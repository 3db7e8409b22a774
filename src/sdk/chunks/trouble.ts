/** What is rarely needed to send reports: it loads with the first reply that does not simply take all, and the like. */

export { whenLeased } from "../browser/lease.ts";
export { readReply } from "../delivery/readReply.ts";
