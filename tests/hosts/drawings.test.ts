import { describeHost } from "./describeHost.ts";
import { DRAWING_HOSTS } from "./hosts.ts";

for (const host of DRAWING_HOSTS) describeHost(host);
