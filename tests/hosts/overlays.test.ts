import { describeHost } from "./describeHost.ts";
import { OVERLAY_HOSTS } from "./hosts.ts";

for (const host of OVERLAY_HOSTS) describeHost(host);
