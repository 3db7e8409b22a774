import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { check } from "../../src/check/check.ts";
import { loadConfig } from "../../src/check/files/loadConfig.ts";
import { toValue } from "../../src/check/source/part.ts";
import { parse } from "../../src/sdk/config/parse.ts";
import { SOUND } from "./sound.ts";

type Files = Readonly<Record<string, unknown>>;

const asText = (content: unknown): string =>
  typeof content === "string" ? content : JSON.stringify(content, undefined, 2);

/** A folder of files, of which `config.json` is the config. */
const load = (files: Files) =>
  loadConfig("config.json", {
    read(name) {
      if (!Object.hasOwn(files, name)) throw Object.assign(new Error("none"), { code: "ENOENT" });
      return new TextEncoder().encode(asText(files[name]));
    },
    list: (folder) =>
      Object.keys(files).flatMap((name) => {
        const [start, file] = name.includes("/") ? name.split("/") : [".", name];
        return start === folder ? [file!] : [];
      }),
  });
/** What is said of them: the file, what is underlined in it, and the words. */
const say = (files: Files): string[] =>
  check(load(files), { now: 0 }).told.map(
    ({ file, offset, length, path, message }) =>
      `${file.name} ${file.text.slice(offset, offset + length)} ${path}: ${message}`,
  );
const resolve = (files: Files): unknown => {
  const { root, findings } = load(files);
  expect(findings).toEqual([]);
  return toValue(root!);
};

const ROOT = {
  version: 1,
  product: "acme",
  outcomes: { paid: { title: "Paid", owner: "success@acme.example" } },
  milestones: {
    sent: { title: "Sent", outcome: "paid", when: { event: "Invoice Sent" } },
  },
};
const TEAM = {
  playbook: 1,
  title: "Invite your team",
  parameters: {
    event: { type: "event", about: "the event that says that somebody has joined" },
    count: { type: "count", default: 2 },
    noun: { type: "text", default: "teammates" },
    since: { type: "milestone" },
    for: { type: "condition", default: null },
  },
  outcomes: { together: { title: "Work together", owner: "success@acme.example" } },
  milestones: {
    joined: {
      title: "Invite {{parameter.count}} {{parameter.noun}}",
      outcome: "together",
      when: { event: { $parameter: "event" }, count: { $parameter: "count" } },
    },
  },
  gaps: {
    alone: {
      from: { $parameter: "since" },
      to: "joined",
      for: { $parameter: "for" },
      bridge: ["invite"],
    },
  },
  guides: {
    invite: {
      type: "banner",
      if: { event: "Guide Shown", where: { guide_id: "invite" } },
      title: "Better with {{parameter.noun}}",
      actions: [{ label: "How", doc: "inviting" }],
    },
  },
  docs: [{ id: "inviting", title: "Invite people", gaps: ["alone"] }],
};
const USE = {
  playbook: "./books/team.json",
  as: "team",
  with: { event: "Member Joined", since: "sent" },
};
const WITH_TEAM = { ...ROOT, use: [USE] };

describe("a config that takes nothing in", () => {
  test("is what it says", () => {
    expect(resolve({ "config.json": SOUND })).toEqual(JSON.parse(SOUND));
  });

  test("is what it says, whatever that is", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const given: unknown = JSON.parse(text);
        fc.pre(!/"(extends|use)"/.test(text));
        expect(toValue(load({ "config.json": text }).root!)).toEqual(given);
      }),
      { numRuns: 50 },
    );
  });
});

describe("a config that uses a playbook", () => {
  test("is the one in which its parts are written by hand", () => {
    const byHand = {
      ...ROOT,
      outcomes: {
        ...ROOT.outcomes,
        "team-together": { title: "Work together", owner: "success@acme.example" },
      },
      milestones: {
        ...ROOT.milestones,
        "team-joined": {
          title: "Invite 2 teammates",
          outcome: "team-together",
          when: { event: "Member Joined", count: 2 },
        },
      },
      gaps: { "team-alone": { from: "sent", to: "team-joined", bridge: ["team-invite"] } },
      guides: {
        "team-invite": {
          type: "banner",
          if: { event: "Guide Shown", where: { guide_id: "team-invite" } },
          title: "Better with teammates",
          actions: [{ label: "How", doc: "team-inviting" }],
        },
      },
      docs: [{ id: "team-inviting", title: "Invite people", gaps: ["team-alone"] }],
    };
    const used = resolve({ "config.json": WITH_TEAM, "books/team.json": TEAM });
    expect(used).toEqual(byHand);
    expect(parse(used).plan).toEqual(parse(byHand).plan);
  });

  test("may use it twice, under two names", () => {
    const use = [USE, { ...USE, as: "guests", with: { ...USE.with, event: "Guest Joined" } }];
    expect(say({ "config.json": { ...ROOT, use }, "books/team.json": TEAM })).toEqual([]);
  });

  test("asks for its files, by which whoever waits for a change knows them", () => {
    expect(load({ "config.json": WITH_TEAM, "books/team.json": TEAM }).names).toEqual([
      "config.json",
      "books/team.json",
    ]);
  });

  const without = (name: string) => {
    const { [name]: _, ...rest } = USE.with as Readonly<Record<string, string>>;
    return { ...ROOT, use: [{ ...USE, with: rest }] };
  };
  const withMore = (more: object) => ({ ...ROOT, use: [{ ...USE, with: { ...USE.with, ...more } }] });
  const inBook = (from: string, to: string) => ({
    "config.json": WITH_TEAM,
    "books/team.json": asText(TEAM).replace(from, to),
  });

  test.each<[title: string, files: Files, said: string]>([
    [
      "a playbook that there is not",
      {
        "config.json": { ...ROOT, use: [{ ...USE, playbook: "./books/taem.json" }] },
        "books/team.json": TEAM,
      },
      'config.json "./books/taem.json" use.0.playbook: found "./books/taem.json", and there is no books/taem.json, expected the path of a file, from this one; did you mean "books/team.json"?',
    ],
    [
      "a parameter that is missing",
      { "config.json": without("event"), "books/team.json": TEAM },
      'config.json "with" use.0.with: found no "event", expected one of the type event: the event that says that somebody has joined',
    ],
    [
      "a parameter that there is not",
      { "config.json": withMore({ cuont: 3 }), "books/team.json": TEAM },
      'config.json "cuont" use.0.with.cuont: found the unknown parameter "cuont", expected one of event, count, noun, since, for; did you mean "count"?',
    ],
    [
      "a parameter of another type",
      { "config.json": withMore({ count: "3" }), "books/team.json": TEAM },
      'config.json "3" use.0.with.count: found "3", expected a number',
    ],
    [
      "a mistake inside a parameter",
      { "config.json": withMore({ for: { all: [{ silent: "1 week" }] } }), "books/team.json": TEAM },
      'config.json "1 week" use.0.with.for.all.0.silent: found "1 week", expected a duration',
    ],
    [
      "an id that a parameter names and nothing has",
      { "config.json": withMore({ since: "snet" }), "books/team.json": TEAM },
      'config.json "snet" gaps.team-alone.from: found "snet", expected the id of a milestone; did you mean "sent"?',
    ],
    [
      "an id of the playbook's that nothing has",
      inBook('"bridge": [\n        "invite"', '"bridge": [\n        "invte"'),
      'books/team.json "invte" gaps.alone.bridge: found "invte", expected the id of a guide or doc of this playbook, or a parameter; did you mean "invite"?',
    ],
    [
      "a parameter that nothing declares",
      inBook('"$parameter": "count"', '"$parameter": "cout"'),
      'the unknown parameter "cout", expected one of event, count, noun, since, for; did you mean "count"?',
    ],
    [
      "a parameter that nothing uses",
      inBook('"parameters": {', '"parameters": { "spare": { "type": "number", "default": 1 },'),
      'books/team.json "spare" parameters.spare: found the parameter "spare", which nothing uses',
    ],
    [
      "a mistake in a part of the playbook",
      inBook('"type": "banner"', '"type": "baner"'),
      'books/team.json "baner" guides.team-invite.type: found "baner"',
    ],
    [
      "a default of another type",
      inBook('"default": 2', '"default": "two"'),
      'books/team.json "two" parameters.count.default: found "two", expected a number',
    ],
    [
      "a part that a playbook may not have",
      inBook('"outcomes": {', '"segments": [], "outcomes": {'),
      'books/team.json "segments" segments: found the unknown key "segments"',
    ],
    [
      "two playbooks under one name",
      { "config.json": { ...ROOT, use: [USE, USE] }, "books/team.json": TEAM },
      'config.json "team" use.1.as: found "team", with which outcomes have "team-together" twice',
    ],
    [
      "a playbook that is no JSON",
      { "config.json": WITH_TEAM, "books/team.json": "{" },
      "books/team.json { : found the end of the file",
    ],
    [
      "a use without a name",
      { "config.json": { ...ROOT, use: [{ playbook: "./books/team.json" }] }, "books/team.json": TEAM },
      "use.0.as: found nothing, expected a text",
    ],
  ])("%s is said where it stands", (_, files, said) => {
    expect(say(files)).toContainEqual(expect.stringContaining(said));
  });
});

describe("a config that extends another one", () => {
  const BASE = {
    ...ROOT,
    report: { endpoint: "https://in.acme.example/v1/batch", format: "posthog" },
    gaps: { stuck: { to: "sent", opens: { after: "1d" }, bridge: ["tip"], holdout: 0.1 } },
    guides: { tip: { type: "banner", title: { en: "Start", de: "Los" } } },
    docs: [
      { id: "one", title: "One" },
      { id: "two", title: "Two" },
    ],
  };
  const over = (more: object, others: Files = {}) =>
    resolve({ "config.json": { extends: "./base.json", ...more }, "base.json": BASE, ...others });

  test("and says nothing else is that one", () => {
    expect(over({})).toEqual(BASE);
  });

  test("wins key by key, adds to lists by id, and takes conditions whole", () => {
    const staging = over({
      product: "acme-staging",
      report: { endpoint: "https://in.staging.acme.example/v1/batch" },
      gaps: { stuck: { opens: { sessions: 2 }, bridge: [] } },
      guides: { tip: { title: { fr: "Allez" } } },
      docs: [
        { id: "two", title: "Two, anew" },
        { id: "three", title: "Three" },
      ],
    });
    expect(staging).toEqual({
      ...BASE,
      product: "acme-staging",
      report: { endpoint: "https://in.staging.acme.example/v1/batch", format: "posthog" },
      gaps: { stuck: { to: "sent", opens: { sessions: 2 }, bridge: [], holdout: 0.1 } },
      guides: { tip: { type: "banner", title: { en: "Start", de: "Los", fr: "Allez" } } },
      docs: [
        { id: "one", title: "One" },
        { id: "two", title: "Two, anew" },
        { id: "three", title: "Three" },
      ],
    });
  });

  test("of several the later one wins", () => {
    const files = {
      "config.json": { extends: ["./base.json", "./team.json"] },
      "base.json": BASE,
      "team.json": { product: "from-team", extends: "./other.json" },
      "other.json": { product: "from-other", consent: "full" },
    };
    expect(resolve(files)).toEqual({ ...BASE, product: "from-team", consent: "full" });
  });

  test("may change what a playbook of its base has brought", () => {
    const files = {
      "config.json": { extends: "./base.json", gaps: { "team-alone": { status: "paused" } } },
      "base.json": WITH_TEAM,
      "books/team.json": TEAM,
    };
    expect(resolve(files)).toMatchObject({ gaps: { "team-alone": { to: "team-joined", status: "paused" } } });
  });

  test.each<[title: string, files: Files, said: string]>([
    [
      "a file that there is not",
      { "config.json": { extends: "./bsae.json" }, "base.json": BASE },
      'config.json "./bsae.json" extends: found "./bsae.json", and there is no bsae.json, expected the path of a file, from this one; did you mean "base.json"?',
    ],
    [
      "itself",
      { "config.json": { extends: "./config.json" } },
      'extends: found "./config.json", which is config.json > config.json, expected files that do not take themselves in',
    ],
    [
      "one that extends it",
      { "config.json": { extends: "./a.json" }, "a.json": { extends: ["./config.json"] } },
      'a.json "./config.json" extends.0: found "./config.json", which is config.json > a.json > config.json',
    ],
    [
      "a number",
      { "config.json": { ...ROOT, extends: 7 } },
      "config.json 7 extends: found 7, expected the path of a file",
    ],
    [
      "a base with a mistake",
      {
        "config.json": { extends: "./base.json", product: "other" },
        "base.json": asText(BASE).replace('"to": "sent"', '"to": "snet"'),
      },
      'base.json "snet" gaps.stuck.to: found "snet", expected the id of a milestone; did you mean "sent"?',
    ],
    [
      "a base that is no JSON",
      { "config.json": { extends: "./base.json" }, "base.json": "{ version: 1 }" },
      'base.json version : found "version", expected a key in double quotes',
    ],
  ])("%s: that is said where it stands", (_, files, said) => {
    expect(say(files)).toContainEqual(expect.stringContaining(said));
  });

  test("two configs with nothing in common are both in it", () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(names, (all) => {
        const parts = (some: string[]) => Object.fromEntries(some.map((id) => [id, { title: id }]));
        const [one, other] = [parts(all.slice(0, 1)), parts(all.slice(1))];
        const files = {
          "config.json": { extends: "./base.json", milestones: other },
          "base.json": { milestones: one },
        };
        expect(resolve(files)).toEqual({ milestones: { ...one, ...other } });
      }),
      { numRuns: 30 },
    );
  });
});

test("a page that is given files to take in says what to do", () => {
  expect(() => parse(WITH_TEAM)).toThrow(
    'use: found other files to take in, expected the plan that "npx milepost compile" makes of it',
  );
});
