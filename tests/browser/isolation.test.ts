import { describe, expect } from "vitest";
import { acme, pages } from "../helpers/acme.ts";
import { test } from "../helpers/browserTest.ts";
import { openTab, until } from "../helpers/visitor.ts";

/** What a page can forbid of what a script might ask for. */
const NOTHING_ALLOWED = [
  "accelerometer",
  "autoplay",
  "bluetooth",
  "camera",
  "clipboard-read",
  "clipboard-write",
  "display-capture",
  "encrypted-media",
  "fullscreen",
  "geolocation",
  "gyroscope",
  "idle-detection",
  "local-fonts",
  "microphone",
  "payment",
  "picture-in-picture",
  "publickey-credentials-get",
  "screen-wake-lock",
  "storage-access",
  "sync-xhr",
  "unload",
  "usb",
  "web-share",
]
  .map((name) => `${name}=()`)
  .join(", ");

describe("a page that is kept apart", () => {
  test.for([
    [
      "by cross-origin isolation",
      { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" },
      true,
    ],
    ["by a policy that allows nothing", { "permissions-policy": NOTHING_ALLOWED }, false],
  ] as const)("%s has its guides and reports", async ([_, headers, isIsolated], { site, visitor }) => {
    await site.start({ config: acme(), pages, headers });
    const { page, see, track, thrown, logged } = await openTab(visitor, site);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(isIsolated);
    await track("Workspace Created");
    await see("Start here").waitFor();
    await until(() => site.told("Milestone Reached").length > 0, "the report");
    expect([...thrown, ...logged]).toEqual([]);
  });
});
