import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createEvent, createFolder, milepost } from "./command.ts";

const folder = createFolder();
afterAll(folder.remove);
const root = folder.make("app");

const config = folder.write("milepost.json", {
  version: 1,
  product: "shop",
  milestones: {
    sent: { title: "Sent", when: { event: "Invoice Sent" } },
    paid: { title: "Paid", when: { event: "Invoice Paid" } },
  },
  segments: [{ id: "pro", title: "Pro", when: { trait: "plan", is: "pro" } }],
  gaps: { stuck: { from: "sent", to: "paid", opens: { after: "1d" }, bridge: ["tip"] } },
  guides: {
    tip: { type: "banner", title: "Tip" },
    old: { type: "banner", title: "Old", if: { event: "Invoice Sent" } },
  },
});

/** Source code in a folder of its own. */
function writeSources(name: string, files: Readonly<Record<string, string>>): string {
  for (const [file, text] of Object.entries(files)) {
    const path = join("app", name, file);
    mkdirSync(dirname(join(dirname(root), path)), { recursive: true });
    folder.write(path, text);
  }
  return join(root, name);
}

const PAID = 'milepost.track("Invoice Paid"); milepost.identify(id, { plan: "pro" });';

describe("refs", () => {
  test.each<[title: string, file: string, text: string, line: number]>([
    ["a call", "a.ts", '\nmilepost.track("Invoice Sent", { total: 40 });', 2],
    ["a call that may be none", "a.tsx", "milepost?.track?.('Invoice Sent')", 1],
    ["a call that waits in a list", "a.js", 'milepost.push(["track", "Invoice Sent"])', 1],
    ["a constant", "a.mjs", "export const SENT = `Invoice Sent`;", 1],
    [
      "an attribute of Vue",
      "a.vue",
      "<template>\n<b @click=\"track('Invoice Sent')\">It's</b></template>",
      2,
    ],
    ["a script of Svelte", "a.svelte", '<script>\n\n track("Invoice Sent")</script>', 3],
    ["a handler in a page", "a.html", "<button onclick=\"milepost.track('Invoice Sent')\">Send</button>", 1],
  ])("finds %s", async (title, file, text, line) => {
    const path = writeSources(title.replaceAll(" ", "-"), { [file]: text, "b.js": PAID });
    const { out, code } = await milepost("refs", config, path, "--json");
    const { events } = JSON.parse(out);
    expect(events).toContainEqual({ name: "Invoice Sent", places: [{ file: join(path, file), line }] });
    expect(code).toBe(0);
  });

  test("says what is nowhere, with what was probably meant and where, and fails", async () => {
    const path = writeSources("typos", {
      "a.ts": '// milepost.track("Invoice Sent")\nmilepost.track("Invoice sent");\ngroup(id, { plans: 1 });',
      "node_modules/b.js": PAID,
    });
    const { out, code } = await milepost("refs", config, path);
    expect(code).toBe(1);
    const place = `${join(path, "a.ts")}:`;
    expect(out.trim().split("\n")).toEqual([
      `${config}: event "Invoice Sent": found nowhere in the code; did you mean "Invoice sent" at ${place}2?`,
      `${config}: event "Invoice Paid": found nowhere in the code; did you mean "Invoice sent" at ${place}2?`,
      `${config}: trait "plan": found nowhere in the code; did you mean "plans" at ${place}3?`,
    ]);
  });

  test("takes no declaration for a call, so that the file of milepost types proves nothing", async () => {
    const path = writeSources("types", { "a.ts": 'track("Invoice Sent");' });
    await milepost("types", config, "-o", join(path, "milepost.d.ts"));
    const { out, code } = await milepost("refs", config, path);
    expect(code).toBe(1);
    expect(out).toContain('event "Invoice Paid": found nowhere in the code');
    expect(out).not.toContain("milepost.d.ts");
  });

  test("says with --all what is tracked and never asked for", async () => {
    const path = writeSources("all", { "a.ts": `track("Invoice Sent"); track("Menu Opened");\n${PAID}` });
    expect((await milepost("refs", config, path)).out).not.toContain("Menu Opened");
    const { out, code } = await milepost("refs", config, path, "--all");
    expect(code).toBe(0);
    expect(out).toContain(`no condition asks for "Menu Opened": ${join(path, "a.ts")}:1`);
  });

  test("says of a log which guides are shown to nobody, and which gaps all have crossed", async () => {
    const path = writeSources("log", { "a.ts": `track("Invoice Sent");\n${PAID}` });
    const at = (day: number): string => new Date(Date.UTC(2026, 0, day, 9)).toISOString();
    const log = folder.write("log.jsonl", [
      createEvent({ timestamp: at(1) }),
      createEvent({
        timestamp: at(3),
        event: "Guide Shown",
        properties: { guide_id: "tip", gap_id: "stuck" },
      }),
      createEvent({ timestamp: at(4), event: "Invoice Paid" }),
      createEvent({ timestamp: at(60), event: "Menu Opened" }),
    ]);
    const { out, code } = await milepost("refs", config, path, "--log", log);
    expect(code).toBe(0);
    expect(out.trim().split("\n").slice(-3)).toEqual([
      'guide "tip": nobody has been shown it for 30 days, last on 2026-01-03',
      'guide "old": nobody in the log has been shown it',
      'gap "stuck": all for whom it opened have crossed it',
    ]);
  });

  test.each<[words: readonly string[], said: string]>([
    [[config], "expected a config and at least one file or folder"],
    [[config, "no-such-folder"], "no-such-folder: there is no such file"],
    [[config, folder.make("empty")], "found no source code in it"],
  ])("refuses %j", async (words, said) => {
    const { err, code } = await milepost("refs", ...words);
    expect([code, err.includes(said)]).toEqual([1, true]);
  });
});
