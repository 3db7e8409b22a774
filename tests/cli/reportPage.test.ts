import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { simulateYear } from "../../src/simulation/simulateYear.ts";
import { HOSTILE } from "../helpers/hostileTexts.ts";
import { createEvent, createFolder, type Folder, milepost } from "./command.ts";

let folder: Folder;
beforeAll(() => {
  folder = createFolder();
});
afterAll(() => folder.remove());

/** The page that the command writes of a config and a log. */
async function write(config: object, rows: readonly object[], ...more: string[]): Promise<string> {
  const out = join(folder.make(`out-${++written}`), "report.html");
  const files = [
    folder.write(`${written}.json`, config),
    folder.write(`${written}.jsonl`, [...rows] as object[]),
  ];
  const said = await milepost("report", ...files, "--html", out, ...more);
  expect(said).toMatchObject({ out: `written to ${out}\n`, code: 0 });
  return readFileSync(out, "utf8");
}
let written = 0;

const TAG = /<\/?([a-z0-9]+)((?: [a-z0-9-]+="[^"<>]*")*)>/gi;

describe("a written report", () => {
  let page: string;
  beforeAll(async () => {
    const year = simulateYear({ accounts: 25, holdout: 0.3, seed: 3 });
    page = await write(year.config, [...year.rows]);
  });

  test("has no script, no address and no style attribute, and a policy that allows its own style alone", () => {
    expect(page).not.toMatch(/<script|javascript:|https?:|\/\/|url\(|@import| style=| on[a-z]+=/i);
    expect(page).not.toMatch(/<(?:link|img|iframe|object|embed|form|base|a)\b/i);
    const [, style] = /<style>([\s\S]*?)<\/style>/.exec(page)!;
    const hash = createHash("sha256").update(style!).digest("base64");
    const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(page)!;
    expect(policy!.replaceAll("&#39;", "'")).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    );
  });

  test("is well-formed: each tag is closed where it should be", () => {
    const open: string[] = [];
    for (const [tag, name] of page.replace(/<style>[\s\S]*?<\/style>/, "").matchAll(TAG)) {
      if (name === "meta") continue;
      if (tag.startsWith("</")) expect(open.pop()).toBe(name);
      else open.push(name!);
    }
    expect(open).toEqual([]);
  });

  test("begins with the one sentence that matters most: where most are lost, and what is done about it", () => {
    const [, first] = /<p class="first">([^<]+)<\/p>/.exec(page)!;
    expect(first).toMatch(/^Most are lost before “.+”: \d+ of the \d+ people for whom the gap .+\.$/);
  });

  test("has a definition beside each figure", () => {
    const cards = page.split('<section class="card').slice(1);
    expect(cards.length).toBeGreaterThan(20);
    for (const card of cards) expect(card).toMatch(/<p class="definition">[A-Z][^<]{15,}<\/p>/);
  });

  test("fills a gap's bar by who is lost of those for whom it opened, as is said above it", () => {
    const bars = [
      ...page.matchAll(
        />(\d+) not across yet<(?:(?!<section)[\s\S])*?>of (\d+)<(?:(?!<section)[\s\S])*?class="lost" width="([\d.]+)"/g,
      ),
    ];
    expect(bars.length).toBeGreaterThan(3);
    for (const [, lost, opened, width] of bars)
      expect(Number(width)).toBeCloseTo((100 * Number(lost)) / Number(opened), 0);
  });
});

describe("a report on a hostile log", () => {
  test("shows each text as it is, and lets none of it become markup", async () => {
    const titled = Object.fromEntries(
      HOSTILE.map((title, i) => [
        `m-${i}`,
        { title, outcome: "paid", when: { event: `Event ${i}` }, target: { within: "7d", share: 0.5 } },
      ]),
    );
    const config = {
      version: 1,
      product: "<script>acme",
      outcomes: {
        paid: {
          title: HOSTILE[0]!,
          owner: `owner ${HOSTILE[0]}`,
          idealCustomer: { account: "seats", atLeast: 2 },
        },
      },
      milestones: titled,
      journeys: { way: { title: HOSTILE[1], milestones: Object.keys(titled) } },
      gaps: { stuck: { to: "m-0" } },
      retention: { silent: "1d", renews: { account: "renewsAt" }, value: { account: "mrr" } },
    };
    const rows = HOSTILE.flatMap((text, i) => {
      const by = (event: string, properties: object) =>
        createEvent({
          event,
          properties,
          userId: `u${i} ${text}`,
          context: {
            groupId: `g${i} ${text}`,
            page: { path: `/${text}` },
            library: { name: "milepost", version: text },
          },
        });
      return [
        by(`Event ${i}`, {}),
        by("Story Told", { answer: text, guide_id: text }),
        by("Doc Searched", { query: text, hits: 0 }),
        by("Doc Rated", { doc_id: text, helpful: true }),
        by("Lead Raised", { lead: text }),
        by("Milepost Error", { code: text, plan_version: text }),
        by("Guide Target Missing", { guide_id: text }),
        by("Survey Answered", { guide_id: text, question: 0, question_kind: "nps", answer: 9 }),
        by("signal rage-click", {}),
        createEvent({
          type: "group",
          userId: `u${i} ${text}`,
          groupId: `g${i} ${text}`,
          messageId: `group ${i}`,
          traits: { renewsAt: "2026-08-01", mrr: 5 },
        }),
      ];
    });
    const until = ["--until", "2026-06-20T00:00:00Z"];
    const page = await write(config, rows, ...until);
    expect(page).toMatch(/Accounts to renew within 90 d: \d+, worth/);
    expectPlain(page);
    expectPlain(await write(config, rows, ...until, "--owner", `owner ${HOSTILE[0]}`));
    expectPlain(await write(config, rows, ...until, "--account", `g0 ${HOSTILE[0]}`));
  });
});

/** All of it is text but the tags that the report has. */
function expectPlain(page: string): void {
  const markup = page.replace(/<style>[\s\S]*?<\/style>/, "");
  const tags = new Set([...markup.matchAll(TAG)].map(([, name]) => name));
  const plain =
    "html head meta title style body main h1 h2 h3 p div section ul li span blockquote table thead tbody tr th td svg rect line circle text polyline";
  expect([...tags].filter((name) => !plain.split(" ").includes(name!))).toEqual([]);
  // Nothing is left over that a browser might take for the beginning of one.
  expect(
    markup
      .replaceAll(TAG, "")
      .replace("<!doctype html>", "")
      .match(/[<>].{0,40}/g),
  ).toBeNull();
  expect(page.match(/(?![\t\n])\p{Cc}|[\u202a-\u202e]/gu)).toBeNull();
  expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
}
