import { describe, expect } from "vitest";
import { acme } from "../helpers/acme.ts";
import { test as visitorTest } from "../helpers/browserTest.ts";
import { type Host, openTab } from "../helpers/visitor.ts";

declare const window: Host;

const COMPONENT = `<script>
customElements.define("acme-send", class extends HTMLElement {
  connectedCallback() {
    const button = Object.assign(document.createElement("button"), { textContent: "Send now" });
    this.attachShadow({ mode: "open" }).append(button);
  }
});
customElements.define("acme-label", class extends HTMLElement {
  connectedCallback() { this.attachShadow({ mode: "open" }).append("Send now"); }
});
</script>`;

/** What is meant, what is on the page, and the selector of what the browser itself gives this name. */
const NAMED: ReadonlyArray<readonly [what: string, target: object, html: string]> = [
  [
    "a button whose icon is hidden from readers",
    { role: "button", name: "Send now" },
    `<button><span aria-hidden="true">add</span> Send now</button>`,
  ],
  [
    "a button with a part that is not drawn",
    { role: "button", name: "Send now" },
    `<button>Send now<span style="display:none"> (Ctrl+Enter)</span></button>`,
  ],
  [
    "a button whose picture has words",
    { role: "button", name: "Send now" },
    `<button><img alt="Send" width="9" height="9"> now</button>`,
  ],
  [
    "a button of two lines",
    { role: "button", name: "Send now" },
    `<button><div>Send</div><div>now</div></button>`,
  ],
  ["a button within a component", { role: "button", name: "Send now" }, "<acme-send></acme-send>"],
  [
    "a button with a component in it",
    { role: "button", name: "Send now" },
    "<button><acme-label></acme-label></button>",
  ],
  ["a text within a component", { text: "Send now" }, "<acme-send></acme-send>"],
  [
    "a button without a box of its own",
    { role: "button", name: "Send now" },
    `<button style="display:contents"><span style="padding:8px">Send now</span></button>`,
  ],
];

const test = visitorTest.extend("open", ({ site, visitor }) => async (target: unknown, html: string) => {
  const tip = { type: "tooltip", if: { event: "Tip Wanted" }, target, title: "Start here" };
  const body = `<main style="padding:200px">${html}</main>${COMPONENT}`;
  await site.start({ config: acme({ gaps: {}, guides: { tip } }), pages: { "/": body } });
  const tab = await openTab(visitor, site);
  await tab.page.waitForFunction(() => "track" in window.milepost);
  await tab.track("Tip Wanted");
  return tab;
});

describe("a target is found by the name that the browser gives it:", () => {
  test.for(NAMED)("%s", async ([_, target, html], { open }) => {
    const { page, see } = await open(target, html);
    // So the browser names it, with nothing of ours in it.
    if ("role" in target)
      expect(await page.getByRole("button", { name: "Send now", exact: true }).count()).toBe(1);
    await see("Start here").waitFor();
    const ring = (await page.locator("milepost-root .ring").boundingBox())!;
    const meant = page.locator("main :is(button,span):visible").last();
    const text = (await meant.boundingBox())!;
    expect(Math.abs(ring.x + ring.width / 2 - (text.x + text.width / 2))).toBeLessThan(60);
    expect(Math.abs(ring.y + ring.height / 2 - (text.y + text.height / 2))).toBeLessThan(30);
  });

  test("and a box that is made around it only for the layout is looked through", async ({ open }) => {
    const { page, see } = await open(
      "#wrap",
      `<div id="wrap" style="display:contents"><button id="inner">Send</button></div>`,
    );
    await see("Start here").waitFor();
    const [ring, inner] = [
      (await page.locator("milepost-root .ring").boundingBox())!,
      (await page.locator("#inner").boundingBox())!,
    ];
    expect(Math.abs(ring.x + ring.width / 2 - (inner.x + inner.width / 2))).toBeLessThan(2);
  });

  test("and no button of ours is one of the page's", async ({ open }) => {
    const { page, see } = await open({ role: "button", name: "Got it" }, `<button>Other</button>`);
    await page.evaluate(() => window.milepost.start("tip"));
    await page.waitForTimeout(600);
    expect(await see("Start here").count()).toBe(0);
  });
});
