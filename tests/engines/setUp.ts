import { getBrowserPath } from "../helpers/chromium.ts";
import { preparePrograms } from "./programs.ts";

/** All three are there before the first test. */
export default function setUp(): void {
  getBrowserPath();
  preparePrograms();
}
