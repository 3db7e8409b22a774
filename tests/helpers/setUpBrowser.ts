import { getBrowserPath } from "./chromium.ts";

/** Once before the browser's tests, so that two of them do not install one at the same time. */
export default function setUp(): void {
  getBrowserPath();
}
