import { describe, expect } from "vitest";
import { acme } from "../helpers/acme.ts";
import { test as visitorTest } from "../helpers/browserTest.ts";
import { type Host, openTab, type Tab } from "../helpers/visitor.ts";

declare const window: Host;

/** Where the pointer stays: on what lies behind the drawer, which is 400 pixels wide at the right edge. */
const BEHIND = { x: 300, y: 300 };
/** In the drawer, beside all of its fields. */
const WITHIN = { x: 1200, y: 600 };

const FIELDS = `<div style="padding:16px"><input id="name" aria-label="Name"> <button id="save">Save</button></div>`;

const STYLE = `<style>
.layer { position: fixed; inset: 0; visibility: hidden; }
.layer.open { visibility: visible; }
.mask { position: absolute; inset: 0; background: #0006; }
.drawer { position: absolute; inset: 0 0 0 auto; width: 400px; background: white; transform: translateX(100%); transition: transform .4s; }
.open > .drawer { transform: none; }
</style>`;

/** All of the layer is what has the focus, as in Ant Design and Bootstrap. */
const page = (drawer: string): string =>
  `${STYLE}<button id="open">New contact</button>${drawer}
<script>
const layer = document.querySelector(".layer");
document.querySelector("#open").onclick = () => { layer.classList.add("open"); layer.focus(); };
</script>`;

const IN_LAYER = page(
  `<div class="layer" role="dialog" aria-modal="true" tabindex="-1"><div class="mask"></div><div class="drawer">${FIELDS}</div></div>`,
);
/** The drawer itself has the focus, and what lies behind it is beside it. */
const BESIDE = page(
  `<div class="layer" role="presentation"><div class="mask"></div><div class="drawer" role="dialog" aria-modal="true" tabindex="-1">${FIELDS}</div></div>`,
);

/** The drawer is drawn by a component, which moves it by styles of its own; what stands in it is the page's. */
const COMPONENT = `<x-drawer class="layer" tabindex="-1">${FIELDS}</x-drawer><button id="open">New contact</button>
<script>
customElements.define("x-drawer", class extends HTMLElement {
  static observedAttributes = ["open"];
  connectedCallback() {
    this.attachShadow({ mode: "open" }).innerHTML = \`${STYLE}<div class="layer" role="dialog" aria-modal="true"><div class="mask"></div><div class="drawer"><slot></slot></div></div>\`;
  }
  attributeChangedCallback() {
    requestAnimationFrame(() => this.shadowRoot.querySelector(".layer").classList.add("open"));
  }
});
document.querySelector("#open").onclick = () => document.querySelector("x-drawer").setAttribute("open", "");
</script>`;

const guides = {
  who: {
    type: "tooltip",
    if: { event: "Wanted" },
    target: "#name",
    title: "Who is it?",
    body: "Their name.",
  },
};

const test = visitorTest.extend("open", ({ site, visitor }) => async (html: string): Promise<Tab> => {
  await site.start({ config: acme({ gaps: {}, guides }), pages: { "/": html } });
  return openTab(visitor, site);
});

/** Holds the page's thread for 100 of each 120 milliseconds. */
const holdThread = (): void => {
  setInterval(() => {
    const end = performance.now() + 100;
    while (performance.now() < end);
  }, 120);
};

describe("beside a field of a drawer", () => {
  test.for([
    ["behind the drawer, in its layer", IN_LAYER, BEHIND],
    ["behind the drawer", BESIDE, BEHIND],
    ["in the drawer", BESIDE, WITHIN],
  ] as const)(
    "a card comes though the pointer has stood %s since before we came",
    async ([, html, at], { open, visitor }) => {
      let send = () => {};
      const isWanted = new Promise<void>((resolve) => {
        send = resolve;
      });
      await visitor.route("**/milepost.json", async (route) => {
        await isWanted;
        await route.continue();
      });
      const { page: there, see, track } = await open(html);
      await there.mouse.move(at.x, at.y);
      await there.evaluate(() => document.querySelector<HTMLElement>("#open")!.click());
      await expect.poll(() => there.evaluate(() => document.querySelectorAll(".layer:hover").length)).toBe(1);
      send();
      await track("Wanted");
      await see("Who is it?").waitFor({ timeout: 5_000 });
    },
  );

  test("a card comes that is wanted while the drawer slides in and the page's thread is held", async ({
    open,
  }) => {
    const { page: there, see } = await open(IN_LAYER);
    await there.evaluate(holdThread);
    await there.evaluate(() => {
      document.querySelector<HTMLElement>("#open")!.click();
      void window.milepost.track("Wanted");
    });
    await see("Who is it?").waitFor({ timeout: 8_000 });
  });

  test.for([
    ["in the page", IN_LAYER],
    ["in a component", COMPONENT],
  ] as const)(
    "a card that waited for the drawer comes once it has slid in %s",
    async ([, html], { open }) => {
      const { page: there, see, track } = await open(html);
      await track("Wanted");
      await expect
        .poll(() => there.evaluate(async () => (await window.milepost.explain("who"))[0]?.text))
        .toMatch(/missing|seen/);
      await there.evaluate(() => document.querySelector<HTMLElement>("#open")!.click());
      await see("Who is it?").waitFor({ timeout: 5_000 });
    },
  );
});

test("a card that lay at the window's edge stays seen where room comes beside its target, under the pointer", async ({
  open,
}) => {
  const wide = `<button id="name" style="position:absolute;inset:0 0 auto;height:150px">New contact</button>`;
  const { page: there, see, track } = await open(wide);
  await there.setViewportSize({ width: 1280, height: 260 });
  await track("Wanted");
  await see("Who is it?").waitFor();
  const card = there.locator("milepost-root [part~=card]");
  expect(await card.getAttribute("data-side")).toBe("sheet");
  await there.mouse.move(100, 220);
  await there.setViewportSize({ width: 1280, height: 700 });
  await expect.poll(() => card.getAttribute("data-side")).toBe("bottom");
});
