import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { diskFiles } from "../../src/check/files/files.ts";
import { loadConfig } from "../../src/check/files/loadConfig.ts";
import { toValue } from "../../src/check/source/part.ts";
import { createVisitor, type Visitor } from "../../src/testing/index.ts";
import { createFolder, type Folder, milepost } from "./command.ts";

const NAMES = readdirSync("playbooks").toSorted();

let folder: Folder;
beforeAll(() => {
  folder = createFolder();
});
afterAll(() => folder.remove());

/** Somebody of an account, at a product whose config uses the playbook; nobody is held out. */
async function arrive(name: string, account: Readonly<Record<string, unknown>>): Promise<Visitor> {
  const config = toValue(loadConfig(`playbooks/${name}/milepost.json`, diskFiles).root!) as object;
  const ana = await createVisitor({
    config: { ...config, consent: "guide-only" },
    user: "ana",
    url: "https://app.acme.example/invoices",
  });
  await ana.identify("ana", { firstName: "Ana" });
  await ana.group("acme", account);
  return ana;
}

/** What somebody does, and the guides that stand before them then. */
type Story = ReadonlyArray<readonly [does: (ana: Visitor) => Promise<unknown>, shown: readonly string[]]>;

const days = (n: number) => (ana: Visitor) => ana.clock.advance(`${n}d`).then(() => ana.visit("/invoices"));
const does =
  (event: string, properties: Readonly<Record<string, unknown>> = {}) =>
  (ana: Visitor) =>
    ana.track(event, properties);
const press = (guide: string, label: string) => (ana: Visitor) => ana.press(guide, label);

const STORIES: Readonly<
  Record<string, { readonly account?: Readonly<Record<string, unknown>>; readonly story: Story }>
> = {
  activation: {
    story: [
      [does("Workspace Created"), []],
      [days(1), ["start-pointer"]],
      [(ana) => ana.dismiss("start-pointer"), []],
      [days(4), ["start-question"]],
      [does("Invoice Sent"), []],
      [days(30), []],
    ],
  },
  "invite-your-team": {
    story: [
      [does("Invoice Sent"), []],
      [days(2), ["team-invite"]],
      [press("team-invite", "Not now"), []],
      [does("Member Joined", { memberId: "bo" }), []],
      [days(8), ["team-invite"]],
      [does("Member Joined", { memberId: "bo" }), ["team-invite"]],
      [does("Member Joined", { memberId: "cy" }), []],
    ],
  },
  "build-a-habit": {
    story: [
      [does("Invoice Sent"), []],
      [days(9), ["weekly-reminder"]],
      [does("Invoice Sent"), ["weekly-reminder"]],
      [days(7), ["weekly-reminder"]],
      [does("Invoice Sent"), []],
      // The habit is kept, then lost: the reminder comes again.
      [days(7), []],
      [days(40), ["weekly-reminder"]],
    ],
  },
  "win-back-the-silent": {
    story: [
      [does("Invoice Sent"), []],
      [days(13), []],
      [days(2), ["return-greeting"]],
      [press("return-greeting", "Write an invoice"), []],
      [days(4), ["return-question"]],
      [does("Invoice Sent"), []],
    ],
  },
  "before-the-renewal": {
    account: { renewsAt: "2026-03-31" },
    story: [
      [days(1), []],
      [days(60), ["renewal-offer"]],
      [does("Payment Received"), ["renewal-offer"]],
      [does("Payment Received"), ["renewal-offer"]],
      [does("Payment Received"), []],
    ],
  },
  "climb-a-segment": {
    account: { plan: "free", seats: 3, seatsUsed: 2 },
    story: [
      [does("Invoice Sent"), []],
      [(ana) => ana.group("acme", { seatsUsed: 3 }), ["grow-offer"]],
      [(ana) => ana.group("acme", { plan: "team", seats: 10 }), []],
      [days(30), []],
    ],
  },
  "tell-your-story": {
    story: [
      [does("Payment Received"), []],
      [days(20), []],
      [days(2), ["voice-recommend"]],
      [does("Story Told"), []],
      [days(2), ["voice-refer"]],
      [press("voice-refer", "Name somebody"), []],
    ],
  },
};

test("each playbook that is shipped has a story", () => {
  expect(Object.keys(STORIES).toSorted()).toEqual(NAMES);
});

describe.each(NAMES)("the playbook %s", (name) => {
  test("has an example of which check says nothing, even when it is strict", async () => {
    expect(await milepost("check", "--strict", `playbooks/${name}/milepost.json`)).toMatchObject({
      out: "0 errors, 0 warnings in 1 config\n",
      code: 0,
    });
  });

  test("helps when its gap is open, and goes when it is crossed", async () => {
    const { account = {}, story } = STORIES[name]!;
    const ana = await arrive(name, account);
    const seen: unknown[] = [];
    for (const [act] of story) {
      await act(ana);
      seen.push(ana.shown());
    }
    expect(seen).toEqual(story.map(([, shown]) => shown));
  });

  test("says what each parameter is, and speaks without exclamation marks", () => {
    const text = readFileSync(`playbooks/${name}/${name}.playbook.json`, "utf8");
    const { title, about, parameters } = JSON.parse(text);
    expect([
      title,
      about,
      ...Object.values(parameters as Record<string, { about?: string }>).map((one) => one.about),
    ]).not.toContain(undefined);
    expect(text).not.toContain("!");
  });

  test("is what init starts from", async () => {
    const path = `${folder.make(name)}/milepost.json`;
    const { out, code } = await milepost("init", path, "--playbook", name);
    expect(out).toContain(`written to ${path} and ${join(dirname(path), `${name}.playbook.json`)}`);
    expect(code).toBe(0);
    expect((await milepost("check", "--strict", path)).code).toBe(0);
    expect((await milepost("init", path, "--playbook", name)).err).toContain(
      "expected none: it is left as it is",
    );
  });
});

describe("an account whose renewal is near", () => {
  const ACCOUNTS = { ana: "nice", ben: "oslo", cy: "rome" };
  const at = (user: keyof typeof ACCOUNTS, day: number, more: Readonly<Record<string, unknown>>) => ({
    userId: user,
    messageId: `${user}-${day}`,
    timestamp: new Date(Date.UTC(2026, 2, day)).toISOString(),
    context: { groupId: ACCOUNTS[user] },
    ...more,
  });
  const renews = (user: keyof typeof ACCOUNTS) =>
    at(user, 1, { type: "group", groupId: ACCOUNTS[user], traits: { renewsAt: "2026-03-31" } });
  const opens = { type: "page", properties: { path: "/invoices" } };

  test("has one of yours call, once neither offer nor question has helped, and not whoever gets there", async () => {
    const log = folder.write("renewals.jsonl", [
      renews("ana"),
      renews("ben"),
      renews("cy"),
      at("ana", 2, opens),
      at("ben", 2, opens),
      at("ana", 9, opens),
      ...[4, 5, 6].map((day) => at("ben", day, { type: "track", event: "Payment Received" })),
      // Nobody of the third account comes any more.
      at("ben", 30, opens),
    ]);
    const simulate = (...words: string[]) =>
      milepost("simulate", "playbooks/before-the-renewal/milepost.json", log, ...words);
    expect(JSON.parse((await simulate("--json")).out).gaps["renewal-at-risk"]).toEqual({
      opened: 3,
      bridged: 1,
      heldOut: 0,
      handedOn: 2,
    });
    const ways = await Promise.all(Object.keys(ACCOUNTS).map((user) => simulate("--user", user)));
    const calls = ways.map(({ out }) => /(\S+) \S+ +gap renewal-at-risk handed on: csm/.exec(out)?.[1]);
    // Ten days after the question; where nothing could be shown, ten after the gap has opened.
    expect(calls).toEqual(["2026-03-19", undefined, "2026-03-11"]);
  });
});

describe("milepost init --playbook", () => {
  test("lists what there is", async () => {
    const { out } = await milepost("init", "--playbook", "list");
    for (const name of NAMES) expect(out).toContain(`${name}\n  `);
    expect(NAMES).toHaveLength(7);
  });

  test("says which one was meant", async () => {
    expect((await milepost("init", "--playbook", "actvation")).err).toContain(
      '--playbook: found "actvation", expected list, activation, before-the-renewal,',
    );
  });
});
