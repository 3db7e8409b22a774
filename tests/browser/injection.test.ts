import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { acme, pages } from "../helpers/acme.ts";
import { test as visitorTest } from "../helpers/browserTest.ts";
import { ADDRESSES, CANARY_HOST, TEXTS } from "../helpers/payloads.ts";
import { type Host, openTab, until } from "../helpers/visitor.ts";

declare const window: Host & { ran: unknown[] };

/** Texts in one page: each stands in all its guides. */
const AT_ONCE = 80;

const cut = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));

/** A guide of each kind, with these texts and addresses wherever a config has one. */
function createConfig(texts: readonly string[]): object {
  const all = texts.slice(0, 25).join("\n\n");
  const actions = texts
    .slice(0, 6)
    .map((label, i) => ({ label, href: ADDRESSES[i % ADDRESSES.length]!, thanks: label }));
  const title = texts[0]!;
  const words = { title: all, body: all, actions };
  const milestones = Object.fromEntries(
    texts.map((text, i) => [`m${i}`, { title: text, when: { event: `E${i}` } }]),
  );
  const docs = texts.map((text, i) => ({
    id: `doc-${i}`,
    title: text,
    body: i ? text : texts.join("\n\n"),
    url: ADDRESSES[(i * 7) % ADDRESSES.length]!,
    keywords: [text],
  }));
  const question = [
    { kind: "choice", ask: title, choices: [...new Set(texts)].slice(0, 6) },
    { kind: "text", ask: title },
  ];
  return acme({
    milestones,
    journeys: {},
    gaps: {},
    docs,
    guides: {
      tooltip: { type: "tooltip", target: "#new", ...words },
      tour: { type: "tour", steps: [{ target: "#new", ...words, spotlight: true }] },
      hotspot: { type: "hotspot", if: { page: "/" }, target: "h1", title, body: all, actions },
      checklist: {
        type: "checklist",
        title,
        body: all,
        items: texts.map((text, i) => ({
          milestone: `m${i}`,
          body: text,
          href: ADDRESSES[i % ADDRESSES.length]!,
        })),
      },
      banner: { type: "banner", ...words },
      modal: { type: "modal", ...words },
      survey: { type: "survey", body: all, question },
      launcher: { type: "launcher", target: "p", title, guide: "tooltip" },
      help: { type: "help", title, launcher: "bottom-end" },
    },
  });
}

const SHOWN = ["tooltip", "tour", "hotspot", "checklist", "banner", "modal", "survey", "help", "doc-0"];

/** All that our roots hold and should not, and how many elements were looked at. */
const inspect = (page: Page): Promise<{ foreign: string[]; seen: number }> =>
  page.evaluate(() => {
    const known =
      "a article b bdi br button code details dialog div em fieldset footer form h2 h3 header hr img input label legend li nav ol p path section slot small span strong summary svg textarea ul";
    const hosts = [...document.querySelectorAll("milepost-root, milepost-slot")];
    const all = hosts.flatMap((host) => [...host.shadowRoot!.querySelectorAll("*")]);
    const isSound = (one: Element): boolean => {
      const { protocol, hostname, username } = one as HTMLAnchorElement;
      if (one.localName === "a")
        return !username && (/^(https|mailto|tel):$/.test(protocol) || hostname === location.hostname);
      if (one.localName === "img") return (one as HTMLImageElement).src.startsWith("https:");
      return ![...one.attributes].some(({ name }) =>
        /^on|^(src|srcdoc|xlink:href|action|formaction|data)$/.test(name),
      );
    };
    return {
      foreign: all
        .filter((one) => !known.split(" ").includes(one.localName) || !isSound(one))
        .map((one) => one.outerHTML.slice(0, 200)),
      seen: all.length,
    };
  });

const test = visitorTest
  /** A page without any policy of its own: nothing but what we do keeps a text from running. */
  .extend("tryAll", ({ site, visitor }) => async (texts: readonly string[]): Promise<void> => {
    await site.start({ config: createConfig(texts), pages });
    const asked: string[] = [];
    // An image by https may be asked for: it is what the config says. Nothing else may.
    visitor.on("request", (request) => {
      if (new URL(request.url()).hostname === CANARY_HOST && request.resourceType() !== "image")
        asked.push(request.url());
    });
    await visitor.route(`**://${CANARY_HOST}/**`, (route) => route.abort());
    await visitor.addInitScript(() => {
      window.ran = [];
      Object.assign(window, { canary: (one: unknown) => window.ran.push(one) });
    });
    const { page, thrown, logged } = await openTab(visitor, site);
    page.on("dialog", (dialog) => void dialog.dismiss());
    await page.waitForFunction(() => "track" in window.milepost);
    await Promise.race([
      page.evaluate(() => window.milepost.ready()),
      until(() => logged.length > 0, "a line", 20_000),
    ]);
    expect(logged).toEqual([]);
    const traits = {
      evil: texts[0]!,
      firstName: texts.at(-1)!,
      ...Object.fromEntries(texts.map((text, i) => [`t${i}`, text])),
    };
    await page.evaluate((given) => window.milepost.identify("ana", given), traits);
    let most = 0;
    for (const guide of SHOWN) {
      await page.evaluate((id) => window.milepost.start(id), guide);
      await page.evaluate(
        () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
      );
      const { foreign, seen } = await inspect(page);
      most = Math.max(most, seen);
      expect(foreign).toEqual([]);
      await page.keyboard.press("Escape");
    }
    expect(most).toBeGreaterThan(300);
    expect(await page.evaluate(() => window.ran)).toEqual([]);
    expect(asked).toEqual([]);
    expect(thrown).toEqual([]);
    expect(new URL(page.url()).origin).toBe(site.url);
  });

describe("a text in a config, a doc or a trait is never more than a text", () => {
  test("there are many of them", () => {
    expect(new Set(TEXTS).size).toBeGreaterThan(200);
    expect(new Set(ADDRESSES).size).toBeGreaterThan(60);
  });

  test.for(cut(TEXTS, AT_ONCE).map((texts, i) => [i * AT_ONCE + 1, texts] as const))(
    "from the %i. on: nothing runs, nothing is asked for, no element or address is there that is not ours",
    async ([_, texts], { tryAll }) => tryAll(texts),
  );
});
