import { join } from "node:path";
import type { BrowserContext } from "playwright-core";

/** Lets pages of this visitor load files of packages by `/lib/PACKAGE/PATH`, as from the site's own server. */
export const serveLibraries = (visitor: BrowserContext): Promise<unknown> =>
  visitor.route("**/lib/**", (route) => {
    const [, file = ""] = new URL(route.request().url()).pathname.split("/lib/");
    return route.fulfill({ path: join("node_modules", file), contentType: "text/javascript" });
  });
