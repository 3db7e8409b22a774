import { expect } from "vitest";
import { acme } from "../helpers/acme.ts";
import { test } from "../helpers/browserTest.ts";

const on = { if: { page: "/" } };
const guides = {
  news: { type: "banner", ...on, title: "Good to see you" },
  steps: {
    type: "checklist",
    ...on,
    title: "Three steps",
    items: [{ milestone: "workspace", title: "Create" }],
  },
};

/** The page starts Milepost itself, with a banner from its own design system and a checklist that is broken. */
const BODY = `<main><h1>Invoices</h1></main>
<script>
  const banner = (view, { text, tell }) => {
    const box = Object.assign(document.createElement("aside"), { textContent: text(view.plan.title) });
    const close = Object.assign(document.createElement("button"), { textContent: "Close it" });
    close.addEventListener("click", () => tell({ kind: "dismissed" }));
    box.append(close);
    document.body.prepend(box);
    return () => box.remove();
  };
  const checklist = () => { throw new Error("no such component"); };
  (window.milepost = window.milepost || []).push(["init", { config: "/milepost.json", render: { banner, checklist } }]);
</script>`;

test("a vendor's own drawing is shown, dismissed and reported like ours, and ours stands in where it breaks", async ({
  site,
  visit,
}) => {
  await site.start({ config: acme({ gaps: {}, guides }), pages: { "/": BODY } });
  const visitor = await visit({});
  const page = await visitor.newPage();
  const logged: string[] = [];
  page.on("console", (message) => logged.push(message.text()));
  // The tag without a config leaves it to the page to begin.
  await page.route(`${site.url}/`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({
      response,
      body: (await response.text()).replace('data-config="/milepost.json"', ""),
    });
  });
  await page.goto(site.url);
  const own = page.locator("aside");
  await own.getByText("Good to see you").waitFor();
  await page.locator("milepost-root .checklist").waitFor();
  expect(logged.join()).toContain("render.checklist failed: Error: no such component");
  await own.getByRole("button").click();
  await own.waitFor({ state: "detached" });
  await page.reload();
  await page.locator("milepost-root .checklist").waitFor();
  expect(await own.count()).toBe(0);
  await page.goto("about:blank");
  await expect.poll(() => site.told("Guide Shown", "Guide Dismissed")).toContain("Guide Dismissed: news");
  expect(site.told("Guide Shown").toSorted()).toEqual(["Guide Shown: news", "Guide Shown: steps"]);
});
