import { describe, expect } from "vitest";
import { acme, pages } from "../helpers/acme.ts";
import { test } from "../helpers/browserTest.ts";
import { type Host, openTab, until } from "../helpers/visitor.ts";

declare const window: Host;

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

  test("in a sandboxed frame, which may store nothing, has its guides, and one line says so", async ({
    site,
    visitor,
  }) => {
    const outer = `<!doctype html><iframe sandbox="allow-scripts" src="/" width="900" height="700"></iframe>`;
    await site.start({ config: acme(), pages, whole: { "/outer": outer }, isPublic: true });
    const { page, thrown, logged } = await openTab(visitor, site, "/outer");
    const frame = page.frames()[1]!;
    const see = (text: string) => frame.locator("milepost-root [part~=card]").getByText(text);
    expect(await frame.evaluate(() => origin)).toBe("null");
    await frame.waitForFunction(() => "start" in (window.milepost ?? {}));
    await frame.evaluate(() => window.milepost.track("Workspace Created"));
    await see("Start here").waitFor();
    const [tip] = await frame.evaluate(() => window.milepost.explain());
    expect(tip).toMatchObject({ show: true });
    await frame.locator("milepost-root").getByRole("button", { name: "Got it" }).click();
    await see("Start here").waitFor({ state: "detached" });
    await frame.evaluate(() => window.milepost.destroy());
    expect(await frame.locator("milepost-root").count()).toBe(0);
    expect(thrown).toEqual([]);
    expect(logged).toEqual([
      "Milepost: the browser stores nothing: what is done is known to this page alone",
    ]);
  });
});
