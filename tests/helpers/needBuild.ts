import { existsSync } from "node:fs";

/** Once before the tests of what was built. */
export default function needBuild(): void {
  if (!existsSync("dist/milepost.js"))
    throw new Error("there is no build in dist: run `npm run build` first");
}
