import { describeHost } from "./describeHost.ts";
import { DRAWING_HOSTS, LIBRARY_HOSTS, OVERLAY_HOSTS } from "./hosts.ts";

for (const host of [...LIBRARY_HOSTS, ...OVERLAY_HOSTS, ...DRAWING_HOSTS]) describeHost(host);
