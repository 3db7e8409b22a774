import { describeHost } from "./describeHost.ts";
import { DRAFT_HOSTS, DRAWING_HOSTS, LIBRARY_HOSTS, OVERLAY_HOSTS } from "./hosts.ts";

const drafts = process.env.HOSTS_DRAFTS ? DRAFT_HOSTS : [];

for (const host of [...LIBRARY_HOSTS, ...OVERLAY_HOSTS, ...DRAWING_HOSTS, ...drafts]) describeHost(host);
