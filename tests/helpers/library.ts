import { createRequire } from "node:module";
import type { BrowserContext } from "playwright-core";

const { resolve } = createRequire(import.meta.url);

/** Lets pages of this visitor load files of packages by `/lib/PACKAGE/PATH`, as from the site's own server. */
export const serveLibraries = (visitor: BrowserContext): Promise<unknown> =>
  visitor.route("**/lib/**", (route) => {
    const [, file = ""] = new URL(route.request().url()).pathname.split("/lib/");
    return route.fulfill({ path: resolve(file), contentType: "text/javascript" });
  });
