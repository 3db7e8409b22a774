import { expect } from "vitest";
import { acme, pages } from "../helpers/acme.ts";
import { test as visitorTest } from "../helpers/browserTest.ts";
import { type Host, openTab, type Tab, until } from "../helpers/visitor.ts";

declare const window: Host;

const test = visitorTest.extend("open", ({ visit, site }) => async (size: "desk" | "phone"): Promise<Tab> => {
  const tab = await openTab(await visit(size), site, "/");
  await tab.page.waitForFunction(() => "track" in window.milepost);
  await tab.page.evaluate(() => window.milepost.ready());
  return tab;
});
test.override("siteOptions", {
  config: acme({
    outcomes: { money: { title: "Get paid on time" }, team: { title: "Invoice as a team" } },
    gaps: {},
    guides: {
      goal: {
        type: "survey",
        question: { kind: "outcome", ask: "What do you want to reach?" },
        if: { event: "Asked" },
      },
      tip: {
        type: "tooltip",
        target: "[data-tour=new-invoice]",
        title: "For teams",
        if: { outcome: "team" },
      },
      help: { type: "help", launcher: "bottom-end" },
    },
  }),
  pages,
});

test("what a customer chooses decides what they see, and can be changed in help, by keys alone", async ({
  open,
  site,
}) => {
  const { page, track, see, leave } = await open("desk");
  await track("Asked");
  await page.getByRole("region", { name: "What do you want to reach?" }).waitFor();
  await page.getByRole("radio", { name: "Get paid on time" }).focus();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Send" }).focus();
  await page.keyboard.press("Enter");
  await see("Thank you").waitFor();
  expect(await see("For teams").count()).toBe(0);

  await page.reload();
  await page.waitForFunction(() => "track" in window.milepost);
  await page.getByRole("button", { name: "Help" }).focus();
  await page.keyboard.press("Enter");
  const goal = page.getByRole("list", { name: "Your goal" });
  await goal.getByRole("button", { name: "Get paid on time" }).focus();
  await page.keyboard.press("Enter");
  expect(await goal.getByRole("button", { pressed: true }).allTextContents()).toEqual(["Get paid on time"]);
  await goal.getByRole("button", { name: "Invoice as a team" }).focus();
  await page.keyboard.press("Enter");
  await goal.getByRole("button", { name: "Invoice as a team Change" }).waitFor();
  // The row that was pressed has gone: the focus has not.
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  await see("For teams").waitFor();

  await leave();
  await until(() => site.told("Outcome Chosen").length > 1, "both choices");
  expect(
    site.rows
      .filter(({ event }) => event === "Outcome Chosen" || event === "Survey Answered")
      .map(({ event, properties: p }) => [event, p.guide_id, p.outcome_id ?? p.answer]),
  ).toEqual([
    ["Survey Answered", "goal", "money"],
    ["Outcome Chosen", "goal", "money"],
    ["Outcome Chosen", "help", "team"],
  ]);
});

test("a form of the page's own tells it too, and on a phone each choice has room for a thumb", async ({
  open,
}) => {
  const { page, see } = await open("phone");
  await page.evaluate(() => window.milepost.track("Outcome Chosen", { outcome_id: "team" }));
  await see("For teams").waitFor();
  await page.getByRole("button", { name: "Got it" }).click();
  await page.getByRole("button", { name: "Help" }).click();
  const goal = page.getByRole("list", { name: "Your goal" });
  await goal.getByRole("button", { name: "Invoice as a team" }).click();
  const heights = await goal.getByRole("button").evaluateAll((all) => all.map((one) => one.clientHeight));
  expect(heights).toHaveLength(2);
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
});
