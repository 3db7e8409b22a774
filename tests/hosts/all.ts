import { describeHost } from "./describeHost.ts";
import { DRAFT_HOSTS, LIBRARY_HOSTS, OWN_HOSTS, QUICK_HOSTS } from "./hosts.ts";

const drafts = process.env.HOSTS_DRAFTS ? DRAFT_HOSTS : [];

for (const host of [...LIBRARY_HOSTS, ...QUICK_HOSTS, ...OWN_HOSTS, ...drafts]) describeHost(host);
