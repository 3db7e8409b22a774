import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startHard } from "../../examples/hard/server.ts";
import { startInvoices } from "../../examples/invoices/server.ts";
import type { Running } from "../../src/receiver/http/listen.ts";
import { createFolder, type Said } from "../cli/command.ts";
import { findBarriers } from "../examples/pages.ts";
import { getBrowserPath, openBrowser } from "../helpers/chromium.ts";

const POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; require-trusted-types-for 'script'; trusted-types";
const PAGES: Readonly<Record<string, string>> = {
  "/": `<button id="new">New invoice</button>
    <button class="css-1x7k2q9" id="made">Made by a build</button>
    <button class="twin">Pay</button> <button class="twin">Pay</button>
    <button id="folded" style="display:none">Folded away</button>
    <div style="position:relative;width:200px">
      <button id="below" style="width:100%">Below</button>
      <div id="banner" style="position:absolute;inset:0;background:#fff">We use cookies</div>
    </div>
    <button id="menu" onclick="">Menu</button><div id="items" hidden><a id="item" href="/">Item</a></div>
    <script src="/menu.js"></script>`,
  "/invoices/17": `<button id="send">Send</button>`,
  "/next": `<h1 id="there">Next</h1>`,
};
const MENU = `document.querySelector("#menu").onclick = () => { document.querySelector("#items").hidden = false; };
  window.reported = window.milepost;`;

/** `npm run test:looks` goes through the demo too, which has ten pictures. */
const isWhole = process.env.npm_lifecycle_event === "test:looks";

const folder = createFolder();
const inFolder = (name: string): string => join(folder.write("here", ""), "..", name);
let server: Server;
let base: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, "http://localhost");
    if (pathname === "/menu.js") return void response.setHeader("content-type", "text/javascript").end(MENU);
    const isIn = /session=ana/.test(request.headers.cookie ?? "");
    if (pathname === "/login" && request.url!.includes("?"))
      return void response.writeHead(302, { "set-cookie": "session=ana", location: "/" }).end();
    if (pathname.startsWith("/account") && !isIn)
      return void response.writeHead(302, { location: "/login" }).end();
    const body = pathname === "/account" ? `<button id="plan">Plan</button>` : (PAGES[pathname] ?? "");
    const isThere = body !== "" || pathname === "/login";
    response.writeHead(isThere ? 200 : 404, {
      "content-type": "text/html",
      "content-security-policy": POLICY,
    });
    response.end(`<!doctype html><title>Acme</title><body>${body}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  base = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  folder.remove();
});

const tip = (target: unknown, more: object = {}) => ({ type: "tooltip", title: "Here", target, ...more });

function writeConfig(guides: Readonly<Record<string, object>>, name = "milepost.json"): string {
  const always = Object.fromEntries(
    Object.entries(guides).map(([id, guide]) => [id, { if: { sessions: 1 }, ...guide }]),
  );
  return folder.write(name, { version: 1, product: "acme", milestones: {}, guides: always });
}

/** Runs the built command in the folder of the test. */
const run = (words: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Said> =>
  new Promise((resolve) => {
    const args = [
      join(process.cwd(), "dist/cli.js"),
      "pages",
      ...words,
      "--browser",
      getBrowserPath(),
      "--wait",
      "1s",
    ];
    execFile(
      process.execPath,
      args,
      { cwd: inFolder("."), maxBuffer: 1e8, env: { ...process.env, GITHUB_ACTIONS: "", ...env } },
      (error, out, err) => resolve({ out, err, code: typeof error?.code === "number" ? error.code : 0 }),
    );
  });

interface Told {
  readonly pages: readonly string[];
  readonly findings: ReadonlyArray<{
    severity: string;
    code: string;
    path: string;
    line: number;
    message: string;
  }>;
  readonly pictures: Readonly<Record<string, string>>;
}

async function look(
  words: readonly string[],
): Promise<Told & { readonly code: number; readonly said: string[] }> {
  const { out, err, code } = await run([...words, "--json"]);
  expect(err.replaceAll(/.*a draft, taken.*\n/g, "")).toBe("");
  const told: Told = JSON.parse(out);
  return { ...told, code, said: told.findings.map((one) => `${one.severity} ${one.code} ${one.path}`) };
}

describe("milepost pages", () => {
  test("says of each planted fault what it is and where it stands, and of nothing else", async () => {
    const config = writeConfig({
      fine: tip("#new"),
      missing: tip("#gone"),
      hidden: tip("#folded"),
      covered: tip("#below"),
      ambiguous: tip(".twin"),
      brittle: tip(".css-1x7k2q9"),
      stale: tip(["#gone", { role: "button", name: "New invoice" }]),
      "not-found": tip("#new", { on: "/not-found" }),
      away: tip("#plan", { on: "/account" }),
      unopened: tip("#send", { on: "/customers/:id" }),
      opened: tip("#send", { on: "/invoices/:id" }),
      over: { type: "modal", title: "News", status: "draft" },
      unmet: tip("#new", { if: { all: [{ element: "#gone" }, { not: { element: "#never" } }] } }),
      unseen: tip("#new", { if: { element: "#folded" } }),
      met: tip("#new", { if: { any: [{ element: "#menu" }, { element: "#folded", visible: false }] } }),
    });
    const { said, findings, pictures, code } = await look([
      config,
      "--base",
      base,
      "--page",
      "/invoices/:id=/invoices/17",
    ]);
    expect(said.toSorted()).toEqual([
      "error covered guides.covered.target",
      "error hidden guides.hidden.target",
      "error missing guides.missing.target",
      "error refused guides.away.on",
      "error refused guides.not-found.on",
      "warning ambiguous guides.ambiguous.target",
      "warning brittle guides.brittle.target",
      "warning stale guides.stale.target.0",
      "warning unmet guides.unmet.if",
      "warning unmet guides.unseen.if",
      "warning unopened guides.unopened.on",
    ]);
    const messages = findings.map(({ message }) => message).join("\n");
    expect(messages).toContain("found none on /, /invoices/17, expected an element that can be seen");
    expect(messages).toContain("found it below div#banner on /");
    expect(messages).toContain("found 2 on / of which the first is taken");
    expect(messages).toContain("found no such element as it asks for on /, expected one");
    expect(messages).toContain("found an element that nobody can see as it asks for on /");
    expect(messages).toContain(`found status 404 at ${base}/not-found`);
    expect(messages).toContain("found /login in its place");
    expect(messages).toContain("--page '/customers/:id=/...'");
    expect(Object.keys(pictures).toSorted()).toEqual([
      "ambiguous",
      "brittle",
      "fine",
      "met",
      "opened",
      "over",
      "stale",
      "unmet",
      "unseen",
    ]);
    expect(code).toBe(1);
  });

  test("goes along a tour by the presses and pages that it waits for, and says where it comes no further and why", async () => {
    const config = writeConfig({
      tour: {
        type: "tour",
        on: "/",
        steps: [
          { target: "#menu", title: "Open it", advance: { click: "target" } },
          { target: "#item", title: "It is here" },
          { title: "Go on", advance: { page: "/next" } },
          { target: "#there", title: "You are there", advance: { event: "Invoice Sent" } },
          { target: "#sent", title: "It is sent" },
        ],
      },
    });
    const { said, findings, pictures, code } = await look([config, "--base", base]);
    expect(said).toEqual(["warning unreached guides.tour.steps.4"]);
    expect(findings[0]!.message).toContain('step 4 waits for the event "Invoice Sent"');
    expect(Object.keys(pictures)).toEqual(["tour.1", "tour.2", "tour.3", "tour.4"]);
    expect(code).toBe(0);
  });

  test("keeps what is accepted, finds it the same, and shows side by side what is not", async () => {
    const signIn = folder.write(
      "sign-in.mjs",
      `export default async (page, { base }) => { await page.goto(base + "login?as=ana"); };`,
    );
    const words = ["--base", base, "--sign-in", signIn];
    const first = writeConfig({ fine: tip("#new"), plan: tip("#plan", { on: "/account" }) });
    const accepted = await run([first, ...words, "--accept"]);
    expect(accepted).toMatchObject({ code: 0, err: "" });
    expect(accepted.out).toContain("0 errors, 0 warnings in 2 pages; 2 pictures accepted");
    expect(accepted.out).toContain("a render or a container that the product gives to init is not seen here");
    expect(readdirSync(inFolder("milepost-pages"))).toEqual(["fine.png", "fine.yml", "plan.png", "plan.yml"]);
    expect(readFileSync(inFolder("milepost-pages/plan.yml"), "utf8")).toContain('- heading "Here"');
    expect(await look([first, ...words])).toMatchObject({
      said: [],
      pictures: { fine: "same", plan: "same" },
      code: 0,
    });

    const next = writeConfig({
      fine: tip("#new", { title: "Start here" }),
      plan: tip("#plan", { on: "/account" }),
    });
    const { out, code } = await run([next, ...words], { GITHUB_ACTIONS: "true" });
    expect(code).toBe(1);
    expect(out).toContain("milepost.json:1:");
    expect(out).toMatch(/^::error file=.*title=guides\.fine::found another picture/m);
    expect(existsSync(inFolder("milepost-pages.html"))).toBe(true);
    const browser = await openBrowser();
    const page = await browser.newPage();
    await page.goto(`file://${inFolder("milepost-pages.html")}`);
    expect(await page.getByRole("img").count()).toBe(3);
    expect(await page.locator("mark").allTextContents()).toContain('  - heading "Start here" [level=2]');
    expect(await findBarriers(page)).toEqual([]);
    await browser.close();

    expect(await run([next, ...words, "--accept"])).toMatchObject({ code: 0 });
    expect(readFileSync(inFolder("milepost-pages/fine.yml"), "utf8")).toContain('- heading "Start here"');
    expect(existsSync(inFolder("milepost-pages.html"))).toBe(false);
    rmSync(inFolder("milepost-pages"), { recursive: true });
  });

  test.each([
    ["nobody who answers", ["--base", "http://localhost:9"], "--base: found net::ERR_"],
    ["no address", ["--base", "acme"], '--base: found "acme", expected where the product runs'],
    [
      "a page of no pattern",
      ["--page", "/team=/team"],
      '--page: found "/team=/team", expected one of the config\'s pages',
    ],
    ["a page that does not fit", ["--page", "/account=/team"], 'expected an address that fits "/account"'],
    [
      "a sign-in that fails",
      ["--sign-in", folder.write("fails.mjs", `export default () => { throw new Error("no seat"); };`)],
      "did not sign in: no seat",
    ],
    ["no sign-in", ["--sign-in", folder.write("empty.mjs", "")], "found no function as its default export"],
    ["no browser", ["--browser", "/nowhere"], 'found "/nowhere", which does not start'],
    ["a size that is none", ["--size", "wide"], '--size: found "wide", expected pixels like 390x844'],
  ])("says in words what keeps it from its work: %s", async (_, words, said) => {
    const config = writeConfig({ plan: tip("#plan", { on: "/account" }) });
    const given = words[0] === "--base" ? words : ["--base", base, ...words];
    // The last one counts.
    const { out, err, code } =
      words[0] === "--browser" ? await runBare([config, ...given]) : await run([config, ...given]);
    expect(err).toContain(said);
    expect(err).not.toMatch(/\n\s+at /);
    expect({ out, code }).toEqual({ out: "", code: 1 });
  });
});

const runBare = (words: readonly string[]): Promise<Said> =>
  new Promise((resolve) => {
    execFile(process.execPath, ["dist/cli.js", "pages", ...words], (error, out, err) =>
      resolve({ out, err, code: typeof error?.code === "number" ? error.code : 0 }),
    );
  });

describe("milepost pages, on products that were not made for it", () => {
  let product: Running | undefined;
  afterAll(() => product?.close());

  test.runIf(isWhole)(
    "goes through the demo, under its policy, as somebody who has sent an invoice",
    async () => {
      product = await startInvoices({ port: 0, receiverUrl: "http://localhost:9" });
      const signIn = folder.write(
        "sign-up.mjs",
        `export default async (page) => {
        await page.goto("/");
        await page.getByLabel("Your name").fill("Ana Lima");
        await page.getByLabel("Work email").fill("ana@studio-lima.example");
        await page.getByLabel("Company").fill("Studio Lima");
        await page.getByRole("button", { name: "Create workspace" }).click();
        await page.waitForURL("/invoices");
        await page.goto("/invoices/new");
        await page.getByLabel("Customer").fill("Bakery Morgenrot");
        await page.locator("#total").fill("40");
        await page.getByRole("button", { name: "Send" }).click();
        await page.waitForURL(/\\/invoices\\/\\d+$/);
      };`,
      );
      const config = join(process.cwd(), "examples/invoices/milepost.json");
      const page = ["--page", "/invoices/*=/invoices/1001"];
      const { said, pictures } = await look([config, "--base", product.url, "--sign-in", signIn, ...page]);
      expect(said).toEqual([]);
      expect(Object.keys(pictures).toSorted()).toEqual([
        "help",
        "invite-team",
        "invoice-tour.1",
        "invoice-tour.2",
        "invoice-tour.3",
        "record-payment",
        "setup",
        "start-here",
        "talk-to-us",
        "what-for",
      ]);
      await product.close();
    },
  );

  test("finds its way in a page of a published kit", async () => {
    product = await startHard(0);
    const config = writeConfig({
      charge: tip({ role: "button", name: "Charge" }, { on: "/bootstrap" }),
      undo: tip(".toast .btn", { on: "/bootstrap" }),
      open: tip("td .btn", { on: "/bootstrap" }),
      lost: tip(".btn-success", { on: "/bootstrap" }),
    });
    const { said, pictures } = await look([config, "--base", product.url]);
    expect(said.toSorted()).toEqual([
      "error missing guides.lost.target",
      "warning ambiguous guides.open.target",
    ]);
    expect(Object.keys(pictures)).toEqual(["charge", "undo", "open"]);
  });
});
