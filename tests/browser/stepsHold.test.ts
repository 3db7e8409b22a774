import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { acme } from "../helpers/acme.ts";
import { test as visitorTest } from "../helpers/browserTest.ts";
import { type Host, openTab } from "../helpers/visitor.ts";

declare const window: Host & { readonly acted: string[] };

const BODY = `<main style="padding:80px"><h1 style="width:300px">Invoices</h1>
<p><input id="filled" value="100.00"> <input id="empty"> <select id="select"><option>Monthly</option><option>Yearly</option></select></p>
<p><acme-field></acme-field> <label id="label">Due <input></label></p>
<p><button id="button">New</button> <button id="menu" aria-haspopup="menu">More</button> <button id="off" disabled>Off</button>
<button id="goes">Goes</button> <acme-send></acme-send> <label><input type="checkbox" id="box"> Remind</label></p>
<p><button id="day">17 May</button></p></main>
<script>
window.acted = [];
customElements.define("acme-field", class extends HTMLElement {
  connectedCallback() { this.attachShadow({ mode: "open" }).append(document.createElement("input")); }
});
customElements.define("acme-send", class extends HTMLElement {
  connectedCallback() { this.attachShadow({ mode: "open" }).append(Object.assign(document.createElement("button"), { textContent: "Send" })); }
});
// As menus of component libraries do: they open as the press begins, lie over all else, and no click comes of it.
const open = () => {
  const over = document.createElement("div");
  over.style.cssText = "position:fixed;inset:0";
  document.body.append(over);
  acted.push("opened");
  setTimeout(() => over.remove(), 300);
};
document.querySelector("#menu").addEventListener("pointerdown", open);
document.querySelector("#menu").addEventListener("keydown", (event) => {
  if (!["Enter", " ", "ArrowDown"].includes(event.key)) return;
  event.preventDefault();
  open();
});
document.querySelector("#goes").addEventListener("pointerdown", (event) => event.target.remove());
document.querySelector("#day").addEventListener("click", () => { document.querySelector("#empty").value = "17 May"; });
</script>`;

const tour = (target: unknown, advance: object) => ({
  type: "tour",
  steps: [
    { target, title: "Step one", advance },
    { target: "h1", title: "Step two" },
  ],
});
const press = { click: "target" };
const entry = { input: "target" };

const guides = {
  filled: tour("#filled", entry),
  select: tour("#select", entry),
  empty: tour("#empty", entry),
  component: tour("acme-field", entry),
  label: tour("#label", entry),
  reached: tour("#button", { milestone: "first-invoice" }),
  page: tour("#button", { page: "/" }),
  elsewhere: tour("#button", { page: "/elsewhere" }),
  event: tour("#button", { event: "Invoice Sent" }),
  button: tour("#button", press),
  menu: tour("#menu", press),
  goes: tour("#goes", press),
  send: tour("acme-send", press),
  box: tour("#box", press),
};

const test = visitorTest.extend("open", ({ site, visitor }) => async (guide: string) => {
  await site.start({ config: acme({ gaps: {}, guides }), pages: { "/": BODY } });
  const tab = await openTab(visitor, site);
  await tab.page.waitForFunction(() => "track" in window.milepost);
  const start = async () => {
    await tab.page.evaluate((id) => window.milepost.start(id), guide);
    await tab.see("Step one").waitFor();
    // What the focus does when it comes is over.
    await tab.page.waitForTimeout(200);
  };
  if (guide !== "reached") await start();
  return { ...tab, start, next: tab.page.getByRole("button", { name: "Next" }) };
});

describe("a step whose state holds already offers Next:", () => {
  test.for([
    ["a field that is filled", "filled"],
    ["a list with a choice in it", "select"],
    ["a page that is open", "page"],
  ] as const)("%s", async ([_, guide], { open }) => {
    const { see, next } = await open(guide);
    await next.click();
    await see("Step two").waitFor();
  });

  test("a milestone that is reached", async ({ open }) => {
    const { track, start, see, next } = await open("reached");
    await track("Invoice Sent", { total: 1 });
    await start();
    await next.click();
    await see("Step two").waitFor();
  });

  test("and where nothing holds there is none", async ({ open }) => {
    const { page, next } = await open("elsewhere");
    expect(await next.count()).toBe(0);
    for (const guide of ["event", "button", "empty", "component"]) {
      await page.evaluate((id) => {
        window.milepost.end();
        window.milepost.start(id);
      }, guide);
      await page.locator(`[id^=${guide}-][id$=-title]`).waitFor();
      expect(await next.count()).toBe(0);
    }
  });

  test("a field that the page fills, once it has", async ({ open }) => {
    const { page, see, next } = await open("empty");
    expect(await next.count()).toBe(0);
    await page.locator("#day").click();
    await next.click();
    await see("Step two").waitFor();
  });
});

describe("a step that waits for an entry goes on", () => {
  test.for([
    ["in a field", "empty", (page: Page) => page.locator("#empty").focus()],
    ["in a field within a component", "component", (page: Page) => page.locator("acme-field input").focus()],
    ["in a field that its label stands for", "label", (page: Page) => page.locator("#label input").focus()],
  ] as const)("%s", async ([_, guide, focus], { open }) => {
    const { page, see } = await open(guide);
    await focus(page);
    await page.keyboard.type("40");
    await see("Step two").waitFor();
  });

  test("when an input method has composed it, and not before", async ({ open }) => {
    const { page, see } = await open("empty");
    await page.locator("#empty").focus();
    const client = await page.context().newCDPSession(page);
    await client.send("Input.imeSetComposition", { text: "にほ", selectionStart: 2, selectionEnd: 2 });
    await page.waitForTimeout(1_200);
    expect(await see("Step two").count()).toBe(0);
    await page.keyboard.insertText("日本");
    await see("Step two").waitFor();
  });
});

describe("a press on the target carries a tour on:", () => {
  test.for([
    ["a click", "button", (page: Page) => page.locator("#button").click()],
    ["Enter", "button", (page: Page) => page.locator("#button").press("Enter")],
    ["Space", "button", (page: Page) => page.locator("#button").press(" ")],
    ["one that opens a menu as it begins", "menu", (page: Page) => page.mouse.click(...MENU)],
    ["a key that opens a menu", "menu", (page: Page) => page.locator("#menu").press("Enter")],
    ["an arrow that opens a menu", "menu", (page: Page) => page.locator("#menu").press("ArrowDown")],
    ["one that makes the target go", "goes", (page: Page) => page.mouse.click(...GOES)],
    ["one within a component", "send", (page: Page) => page.locator("acme-send button").click()],
    ["one on the label of a box to be ticked", "box", (page: Page) => page.getByText("Remind").click()],
  ] as const)("%s", async ([_, guide, act], { open }) => {
    const { page, see } = await open(guide);
    for (const [id, spot] of [
      ["#menu", MENU],
      ["#goes", GOES],
    ] as const) {
      const { x, y, width, height } = (await page.locator(id).boundingBox())!;
      [spot[0], spot[1]] = [x + width / 2, y + height / 2];
    }
    await act(page);
    await see("Step two").waitFor();
  });

  test("once, and not one that the user takes back by moving off", async ({ open }) => {
    const { page, see } = await open("button");
    const { x, y } = (await page.locator("#button").boundingBox())!;
    await page.mouse.move(x + 5, y + 5);
    await page.mouse.down();
    await page.mouse.move(x + 5, y + 200);
    await page.mouse.up();
    await page.waitForTimeout(400);
    expect(await see("Step one").count()).toBe(1);
  });
});

/** Where these are pressed: nobody waits for them to be free, as what the page puts over them is meant. */
const MENU: [number, number] = [0, 0];
const GOES: [number, number] = [0, 0];

describe("what a step waits for may come with the next page, before the tour is there again:", () => {
  const NEXT = `<main><h1>Sent</h1></main>`;
  const SAYS = `<script>window.milepost = window.milepost || []; milepost.push(["track", "Invoice Sent"])</script>${NEXT}`;
  test.for([
    ["the page itself", "elsewhere", NEXT],
    ["an event that the page tells as it loads", "event", SAYS],
  ] as const)("%s", async ([_, guide, page], { site, visitor }) => {
    await site.start({ config: acme({ gaps: {}, guides }), pages: { "/": BODY, "/elsewhere": page } });
    const tab = await openTab(visitor, site);
    await tab.page.evaluate((id) => window.milepost.start(id), guide);
    await tab.see("Step one").waitFor();
    await tab.page.goto(`${site.url}/elsewhere`);
    await tab.see("Step two").waitFor();
  });
});
