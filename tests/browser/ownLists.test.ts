import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { acme } from "../helpers/acme.ts";
import { test as visitorTest } from "../helpers/browserTest.ts";
import { bundleScript } from "../helpers/bundleScript.ts";
import { openTab, type Tab } from "../helpers/visitor.ts";

const RADIX = `
import { createRoot } from "react-dom/client";
import * as Menu from "@radix-ui/react-dropdown-menu";

createRoot(document.getElementById("app")!).render(
  <Menu.Root>
    <Menu.Trigger id="opener">More</Menu.Trigger>
    <Menu.Portal>
      <Menu.Content id="list" align="start" style={{ background: "#fff", border: "1px solid", minWidth: 160 }}>
        {["CSV", "PDF", "XLS"].map((name) => <Menu.Item key={name} className="entry" id={name}>{name}</Menu.Item>)}
      </Menu.Content>
    </Menu.Portal>
  </Menu.Root>
);`;

const ENTRIES = ["CSV", "PDF", "XLS"].map((name) => `<div class="entry" id="${name}">${name}</div>`).join("");
const LIST = "position:absolute;left:40px;top:124px;width:160px;background:#fff;border:1px solid;padding:8px";

const POPOVER = `<button id="opener" popovertarget="list">More</button><div id="list" popover style="${LIST};margin:0;inset:124px auto auto 40px">${ENTRIES}</div>`;

/** Controls that open a list: what the page has, and its script. */
const CONTROLS: ReadonlyArray<readonly [what: string, body: string, script: string | undefined]> = [
  ["a menu of Radix's", `<div id="app"></div>`, undefined],
  [
    "a menu that comes late and that nothing names",
    `<button id="opener" aria-haspopup="menu" aria-expanded="false">More</button>`,
    `const opener = document.getElementById("opener");
     opener.addEventListener("click", () => setTimeout(() => {
       const made = document.createElement("div");
       made.id = "list";
       made.tabIndex = -1;
       made.style.cssText = "${LIST}";
       made.innerHTML = '${ENTRIES}';
       document.body.append(made);
       made.focus();
       opener.setAttribute("aria-expanded", "true");
     }, 1100));
     document.addEventListener("keydown", ({ key }) => {
       if (key !== "Escape") return;
       document.getElementById("list")?.remove();
       opener.setAttribute("aria-expanded", "false");
     });`,
  ],
  [
    "a combobox that names its list",
    `<input id="opener" role="combobox" aria-expanded="false" aria-controls="list"><div id="list" role="listbox" hidden style="${LIST}">${ENTRIES}</div>`,
    `const [opener, list] = ["opener", "list"].map((id) => document.getElementById(id));
     opener.addEventListener("focus", () => { list.hidden = false; opener.setAttribute("aria-expanded", "true"); });
     document.addEventListener("keydown", ({ key }) => { if (key === "Escape") { list.hidden = true; opener.setAttribute("aria-expanded", "false"); opener.blur(); } });`,
  ],
  ["a popover", POPOVER, ""],
  [
    "a calendar of which nothing is said",
    `<input id="opener">`,
    `document.getElementById("opener").addEventListener("focus", () => setTimeout(() => {
       const made = document.createElement("div");
       made.id = "list";
       made.style.cssText = "${LIST};height:200px";
       made.innerHTML = '${ENTRIES}';
       document.body.append(made);
     }, 100));
     document.addEventListener("keydown", ({ key }) => key === "Escape" && document.getElementById("list")?.remove());`,
  ],
];

const steps = [
  {
    target: "#opener",
    title: "Open this",
    body: "All formats are in here, and more of them come.",
    advance: { event: "Never" },
  },
];
const guides = { list: { type: "tour", if: { page: "/" }, steps } };

/** A tour that goes on in the list. */
const TO_ENTRY = {
  list: {
    type: "tour",
    if: { page: "/" },
    steps: [
      { target: "#opener", title: "Open this", advance: { event: "Menu Opened" } },
      { target: "#CSV", title: "Choose CSV" },
      { title: "That was it" },
    ],
  },
};

const test = visitorTest.extend(
  "open",
  ({ site, visit }) =>
    async (
      body: string,
      script: string | undefined,
      given: object = guides,
      viewport = { width: 1000, height: 700 },
    ): Promise<Tab> => {
      const whole = `<style>body{margin:0;font:16px sans-serif}#opener{position:absolute;left:40px;top:100px;width:160px}.entry{padding:4px}</style>${body}<script src="/app.js"></script>`;
      await site.start({
        config: acme({ gaps: {}, guides: given }),
        pages: { "/": whole },
        scripts: { "/app.js": script ?? (await bundleScript(RADIX)) },
      });
      return openTab(await visit({ viewport, reducedMotion: "reduce" }), site);
    },
);

/** Which entries a press would not reach, as something else lies over them. */
const getCovered = (page: Page) =>
  page.locator(".entry").evaluateAll((entries) =>
    entries.flatMap((entry) => {
      const { x, y, width, height } = entry.getBoundingClientRect();
      const top = document.elementFromPoint(x + width / 2, y + height / 2);
      return top && entry.contains(top) ? [] : [`${entry.id} under ${top?.localName}`];
    }),
  );

const card = (page: Page) => page.locator("milepost-root .card");

describe("a card at the control that opens", () => {
  test.for(CONTROLS)(
    "%s does not lie over its entries, and is there again after it",
    async ([_, body, script], { open }) => {
      const { page, see, thrown } = await open(body, script);
      await see("Open this").waitFor();
      await page.mouse.move(900, 600);
      // It stands where the list will be.
      const before = (await card(page).boundingBox())!;
      expect(before.y).toBeLessThan(160);
      await page.locator("#opener").click();
      await page.locator("#list").waitFor();
      await expect.poll(() => getCovered(page)).toEqual([]);
      await expect.poll(() => card(page).isVisible()).toBe(true);
      await page.keyboard.press("Escape");
      await page.locator("#list").waitFor({ state: "hidden" });
      // The key was for the list alone, and what had closed with it would be gone by then.
      await page.waitForTimeout(500);
      await see("Open this").waitFor();
      await page.keyboard.press("Escape");
      await see("Open this").waitFor({ state: "hidden" });
      expect(thrown).toEqual([]);
    },
  );

  test.for(CONTROLS)(
    "%s goes away where there is no room beside that",
    async ([_, body, script], { open }) => {
      const { page, see } = await open(body, script, guides, { width: 500, height: 330 });
      await see("Open this").waitFor();
      await page.locator("#opener").click();
      await page.locator("#list").waitFor();
      await expect.poll(() => getCovered(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.locator("#list").waitFor({ state: "hidden" });
      await page.mouse.move(490, 5);
      await see("Open this").waitFor();
    },
  );

  test("is closed by the next Esc, on a slow machine too, where looks at the page are rare", async ({
    open,
  }) => {
    const { page, see } = await open(POPOVER, "");
    await see("Open this").waitFor();
    const client = await page.context().newCDPSession(page);
    await client.send("Emulation.setCPUThrottlingRate", { rate: 12 });
    await page.locator("#opener").click();
    await expect.poll(() => getCovered(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.locator("#list").waitFor({ state: "hidden" });
    await page.waitForTimeout(500);
    await page.keyboard.press("Escape");
    await see("Open this").waitFor({ state: "hidden", timeout: 10_000 });
  });

  test("a list, and then at an entry of it, leaves the others free, and its buttons are pressed there", async ({
    open,
  }) => {
    const { page, see, track } = await open(`<div id="app"></div>`, undefined, TO_ENTRY);
    await see("Open this").waitFor();
    await page.locator("#opener").click();
    await track("Menu Opened");
    await see("Choose CSV").waitFor();
    await expect.poll(() => getCovered(page)).toEqual([]);
    await page.getByRole("button", { name: "Next" }).click();
    await see("That was it").waitFor();
  });

  test("a list that only its opener names, and that closes on what is clicked beside it before anybody hears of that", async ({
    open,
  }) => {
    const body = `<button id="opener" aria-haspopup="menu" aria-expanded="false" aria-controls="list">More</button>
      <div id="list" hidden style="${LIST}">${ENTRIES}</div>`;
    const script = `const [opener, list] = ["opener", "list"].map((id) => document.getElementById(id));
      const show = (isOpen) => { list.hidden = !isOpen; opener.setAttribute("aria-expanded", isOpen); };
      opener.addEventListener("click", () => show(true));
      document.addEventListener("click", ({ target }) => list.contains(target) || show(false), true);`;
    const { page, see, track } = await open(body, script, TO_ENTRY);
    await see("Open this").waitFor();
    await page.locator("#opener").click();
    await track("Menu Opened");
    await see("Choose CSV").waitFor();
    await expect.poll(() => getCovered(page)).toEqual([]);
    await page.getByRole("button", { name: "Next" }).click();
    await see("That was it").waitFor();
    expect(await page.locator("#list").isVisible()).toBe(true);
    // The control: it does close.
    await page.mouse.click(900, 600);
    expect(await page.locator("#list").isVisible()).toBe(false);
  });
});
