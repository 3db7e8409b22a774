import { describeHost } from "./describeHost.ts";
import { QUICK_HOSTS } from "./hosts.ts";

const [radix, turbo] = QUICK_HOSTS;

// What each is known for. All that they have, and what they do without us, is looked at by `npm run test:hosts`.
describeHost({ ...radix, has: ["page", "dialog", "menu", "routes", "redraw"] }, true);
describeHost({ ...turbo, has: ["routes", "redraw"] }, true);
