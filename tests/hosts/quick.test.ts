import { describeHost } from "./describeHost.ts";
import { QUICK_HOSTS } from "./hosts.ts";

for (const host of QUICK_HOSTS) describeHost(host);
