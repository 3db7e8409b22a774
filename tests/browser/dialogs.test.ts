import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect } from "vitest";
import { test as visitorTest } from "../helpers/browserTest.ts";
import { bundleScript } from "../helpers/bundleScript.ts";
import type { SiteOptions } from "../helpers/site.ts";
import { type Host, openTab, type Tab } from "../helpers/visitor.ts";

declare const window: Host & { shut: number };

const RADIX = `
import { useState } from "react";
import { createRoot } from "react-dom/client";
import * as Dialog from "@radix-ui/react-dialog";

const overlay = { position: "fixed", inset: 0, background: "#0006" } as const;
const box = { position: "fixed", top: 120, left: 440, width: 400, background: "#fff", padding: 24 } as const;
window.shut = 0;

function App() {
  const [isOpen, setOpen] = useState(false);
  const turn = (next: boolean) => { setOpen(next); if (!next) window.shut++; };
  return (
    <Dialog.Root open={isOpen} onOpenChange={turn}>
      <Dialog.Trigger id="open">New contact</Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay id="overlay" style={overlay} />
        <Dialog.Content id="dialog" aria-describedby={undefined} style={box}>
          <Dialog.Title>New contact</Dialog.Title>
          <input id="name" /> <input id="company" /> <button id="save">Save</button>
          <button id="ask" onClick={() => window.milepost.start("ask")}>Feedback</button>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
createRoot(document.getElementById("app")!).render(<App />);
`;

/** What a dialog of Bootstrap's, and what one that a page has written by hand. */
const BOOTSTRAP = `<button id="open" data-bs-toggle="modal" data-bs-target="#dialog">New contact</button>
<div class="modal" id="dialog" tabindex="-1"><div class="modal-dialog"><div class="modal-content"><div class="modal-body">
<input id="name"> <input id="company"> <button id="save">Save</button>
<button id="ask">Feedback</button></div></div></div></div><script src="/app.js"></script>`;

const ON_BOOTSTRAP = `window.shut = 0;
document.getElementById("dialog").addEventListener("hidden.bs.modal", () => window.shut++);
document.getElementById("ask").addEventListener("click", () => window.milepost.start("ask"));`;

const BY_HAND = `<div id="rest"><button id="open">New contact</button></div>
<div id="dialog" hidden style="position:fixed;top:120px;left:440px;width:400px;background:#fff">
<input id="name"> <input id="company"> <button id="save">Save</button> <button id="ask">Feedback</button></div>
<script src="/app.js"></script>`;

const ON_HAND = `window.shut = 0;
const dialog = document.getElementById("dialog");
const close = () => {
  dialog.hidden = true;
  dialog.removeAttribute("aria-modal");
  for (const other of document.body.children) other.inert = false;
  window.shut++;
};
document.getElementById("open").onclick = (event) => {
  event.stopPropagation();
  dialog.hidden = false;
  dialog.setAttribute("aria-modal", "true");
  for (const other of document.body.children) if (other !== dialog) other.inert = true;
  document.getElementById("name").focus();
};
for (const type of ["mousedown", "focusin"])
  document.addEventListener(type, ({ target }) => dialog.hidden || dialog.contains(target) || target.id === "open" || close());
document.getElementById("ask").onclick = () => window.milepost.start("ask");`;

const require = createRequire(import.meta.url);
const bootstrap = () => readFileSync(require.resolve("bootstrap/dist/js/bootstrap.bundle.min.js"), "utf8");
const bootstrapStyle = () => readFileSync(require.resolve("bootstrap/dist/css/bootstrap.min.css"), "utf8");

/** Each kind of dialog: its page, and the script of it. */
const KINDS: ReadonlyArray<readonly [kind: string, body: () => string, script: () => Promise<string>]> = [
  ["Radix's", () => `<div id="app"></div><script src="/app.js"></script>`, () => bundleScript(RADIX)],
  [
    "Bootstrap's",
    () => `<style>${bootstrapStyle()}</style>${BOOTSTRAP}`,
    async () => `${bootstrap()}\n${ON_BOOTSTRAP}`,
  ],
  ["written by hand", () => BY_HAND, async () => ON_HAND],
];

const config = {
  version: 1,
  product: "crm",
  consent: "full",
  milestones: { saved: { title: "Save a contact", when: { event: "Contact Saved" } } },
  guides: {
    fields: {
      type: "tour",
      if: { element: "#name" },
      steps: [
        { target: "#name", title: "Who is it?", body: "Their name." },
        { target: "#company", title: "Where do they work?" },
        { target: "#save", title: "Then save" },
      ],
    },
    ask: { type: "survey", question: { kind: "text", ask: "What is missing here?" } },
    help: { type: "help", title: "Help", launcher: "bottom-end" },
  },
  docs: [{ id: "tax", title: "Tax on invoices", body: "It is added at the end." }],
};

const test = visitorTest.extend(
  "open",
  ({ site, visitor }) =>
    async (
      [, body, script]: (typeof KINDS)[number],
      guides: object = config.guides,
      more: Partial<SiteOptions> = {},
    ): Promise<Tab> => {
      await site.start({
        config: { ...config, guides },
        pages: { "/": body() },
        scripts: { "/app.js": await script() },
        ...more,
      });
      const tab = await openTab(visitor, site);
      await tab.page.waitForFunction(() => "start" in (window.milepost ?? {}));
      await tab.page.locator("#open").click();
      return tab;
    },
);

const { fields, ...others } = config.guides;

/** Where Tab stops, one after the other, from where the focus is. */
async function walk({ page }: Tab, key: string, count: number): Promise<string[]> {
  const stops: string[] = [];
  for (let step = 0; step < count; step++) {
    await page.keyboard.press(key);
    stops.push(
      await page.evaluate(() => {
        const outer = document.activeElement;
        const inner = outer?.shadowRoot?.activeElement;
        return (
          (inner?.textContent || inner?.getAttribute("aria-label") || outer?.id || outer?.localName) ?? ""
        );
      }),
    );
  }
  return stops;
}

describe.for(KINDS)("in a modal dialog that is %s", (kind) => {
  test("a tour is pressed through, and the dialog stays open until somebody presses beside both", async ({
    open,
  }) => {
    const { page, see, thrown } = await open(kind);
    await see("Who is it?").waitFor();
    await page.getByRole("button", { name: "Next" }).click();
    await see("Where do they work?").waitFor();
    await page.getByRole("button", { name: "Next" }).click();
    await see("Then save").waitFor();
    // Where the host has silenced or shut off all beside the dialog, the card is found by its role all the same.
    await page.getByRole("button", { name: "Done" }).click();
    await see("Then save").waitFor({ state: "detached" });
    expect(await page.evaluate(() => window.shut)).toBe(0);
    await page.locator("#name").fill("Ana");
    // The control.
    await page.mouse.click(20, 700);
    await page.mouse.click(20, 700);
    await expect.poll(() => page.evaluate(() => window.shut)).toBe(1);
    expect(thrown).toEqual([]);
  });

  test("Tab goes from the target into the card and on, and back, and never out of the dialog", async ({
    open,
  }) => {
    const tab = await open(kind);
    await tab.see("Who is it?").waitFor();
    await tab.page.locator("#name").focus();
    const card = ["Next", "More", "Close"];
    const ahead = await walk(tab, "Tab", 6);
    expect(ahead).toEqual([...card, "company", "save", "ask"].map((stop) => expect.stringContaining(stop)));
    const back = await walk(tab, "Shift+Tab", 6);
    expect(back).toEqual(
      ["save", "company", ...card.toReversed(), "name"].map((stop) => expect.stringContaining(stop)),
    );
    expect(await tab.page.evaluate(() => window.shut)).toBe(0);
  });

  test("the help panel takes letters and is met by Tab from the dialog's end; when that closes, help is where it was", async ({
    open,
  }) => {
    const tab = await open(kind, others);
    const { page } = tab;
    await page.locator("#name").fill("Ana");
    await page.locator("milepost-root .launcher").click();
    const search = page.getByRole("searchbox");
    await search.click();
    await page.keyboard.type("tax");
    expect(await search.inputValue()).toBe("tax");
    await page.locator("#ask").focus();
    expect(await walk(tab, "Tab", 1)).not.toEqual([expect.stringMatching(/^(name|body|dialog)$/)]);
    expect(await page.locator("#dialog milepost-root").count()).toBe(1);
    expect(await page.evaluate(() => window.shut)).toBe(0);
    await page.locator("milepost-root .help [aria-label=Close]").click();
    await page.mouse.click(20, 700);
    await page.mouse.click(20, 700);
    await expect.poll(() => page.evaluate(() => window.shut)).toBe(1);
    await page.locator("body > milepost-root .launcher").waitFor();
    await page.locator("milepost-root .launcher").click();
    await page.getByRole("searchbox").fill("tax");
  });

  test("a survey that is opened from there is answered there", async ({ open }) => {
    const { page, see } = await open(kind, others);
    await page.locator("#ask").click();
    await see("What is missing here?").waitFor();
    await page.getByRole("textbox", { name: "What is missing here?" }).click();
    await page.keyboard.type("A second address");
    await page.getByRole("button", { name: "Send" }).click();
    await see("What is missing here?").waitFor({ state: "detached" });
    expect(await page.evaluate(() => window.shut)).toBe(0);
  });
});
