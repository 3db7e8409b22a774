import { describeHost } from "./describeHost.ts";
import { LIBRARY_HOSTS, OWN_HOSTS, QUICK_HOSTS } from "./hosts.ts";

for (const host of [...LIBRARY_HOSTS, ...QUICK_HOSTS, ...OWN_HOSTS]) describeHost(host);
