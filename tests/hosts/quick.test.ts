import { describeHost } from "./describeHost.ts";
import { QUICK_HOSTS } from "./hosts.ts";

// What a page has everywhere is looked at on all hosts by `npm run test:hosts`; here is what each is known for.
for (const host of QUICK_HOSTS)
  describeHost({ ...host, has: host.has.filter((one) => one !== "bar" && one !== "loading") });
