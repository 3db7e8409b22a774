import { describe, expect, test } from "vitest";
import { check } from "../../src/check/check.ts";
import { loadConfig } from "../../src/check/files/loadConfig.ts";
import { toValue } from "../../src/check/source/part.ts";

const CONFIG = {
  version: 1,
  product: "acme",
  milestones: { sent: { title: "Sent", when: { event: "Invoice Sent" } } },
  gaps: { stuck: { to: "sent" } },
  use: [{ docs: "./help" }],
};

/** A config that takes in a folder of these files. */
const load = (articles: Readonly<Record<string, string>>, more: object = {}) =>
  loadConfig("config.json", {
    read: (name) =>
      new TextEncoder().encode(
        name === "config.json" ? JSON.stringify({ ...CONFIG, ...more }) : articles[name],
      ),
    list: (folder) => [
      ...new Set(
        Object.keys(articles)
          .filter((name) => name.startsWith(`${folder}/`))
          .map((name) => name.slice(folder.length + 1).split("/")[0]!),
      ),
    ],
  });
const getDocs = (articles: Readonly<Record<string, string>>): unknown => {
  const { root, findings } = load(articles);
  expect(findings).toEqual([]);
  return (toValue(root!) as { readonly docs: unknown }).docs;
};
const say = (article: string): string[] =>
  check(load({ "help/a.md": article }), { now: 0 })
    .told.filter(({ severity }) => severity === "error")
    .map(
      ({ file, line, column, offset, length, message }) =>
        `${file.name}:${line}:${column} ${file.text.slice(offset, offset + length)}: ${message}`,
    );

const FULL = `---
title: Send an invoice
keywords: [bill, "send off"]
on:
  - /invoices
gaps: [stuck]
published: 2026-05-04
---

1. Open **Invoices**.
2. Press \`<Send>\`.

![A button](https://help.acme.example/send.png)
`;

describe("a folder of Markdown", () => {
  test("is the articles of help: what stands in front of each, and its text", () => {
    expect(getDocs({ "help/sending.md": FULL })).toEqual([
      {
        id: "sending",
        title: "Send an invoice",
        keywords: ["bill", "send off"],
        on: ["/invoices"],
        gaps: ["stuck"],
        published: "2026-05-04",
        body: "1. Open **Invoices**.\n2. Press `<Send>`.\n\n![A button](https://help.acme.example/send.png)",
      },
    ]);
  });

  test("takes a title from the first heading, an id from the file's name, and folders in it along", () => {
    expect(
      getDocs({
        "help/b.md": "# Get paid\n\nSoon.",
        "help/a/first.md": "---\nid: start\ntitle: { en: Start, de: Los }\n---\nHere.",
        "help/picture.png": "",
      }),
    ).toEqual([
      { id: "start", title: { en: "Start", de: "Los" }, body: "Here." },
      { id: "b", title: "Get paid", body: "Soon." },
    ]);
  });

  test("has an article in several languages, by the names of its files or by what stands in front of them", () => {
    const { docs } = toValue(
      load(
        {
          "help/paid.de.md": "---\nkeywords: [Geld]\n---\n# Bezahlt werden\n\nBald.",
          "help/paid.md": "---\nkeywords: [money]\n---\n# Get paid\n\nSoon.",
          "help/bezahlt.md": "---\nid: paid\nlang: fr\ntitle: Payé\n---\nBientôt.",
          "help/v1.xx.md": "# Version one",
        },
        { locale: { default: "en", available: ["en", "de", "fr"] } },
      ).root!,
    ) as { readonly docs: unknown };
    expect(docs).toEqual([
      {
        id: "paid",
        keywords: ["money"],
        title: { en: "Get paid", fr: "Payé", de: "Bezahlt werden" },
        body: { en: "Soon.", fr: "Bientôt.", de: "Bald." },
      },
      { id: "v1.xx", title: "Version one" },
    ]);
  });

  test("is part of what is waited for", () => {
    expect(load({ "help/a.md": "# A" }).names).toEqual(["config.json", "help", "help/a.md"]);
  });

  test.each([
    [
      "# A\n\nSee <b>this</b>.",
      'help/a.md:3:5 <b>: found "<b>", expected Markdown: HTML is shown as it is written',
    ],
    ["# A\n\n<!-- later -->", "help/a.md:3:1 <!--: found"],
    [
      "# A\n\nA [link](javascript:x).",
      'help/a.md:3:3 [link](javascript:x): found "javascript:x", expected a path',
    ],
    ["# A\n\n![x](data:image/png;base64,AAAA)", "expected one by https"],
    ["---\ntitle: [a\n---\n", "help/a.md:3:1 -: found a front matter that is no YAML"],
    ["---\ntitle: A\ntilte: B\n---\n", 'help/a.md:3:1 tilte: found the unknown key "tilte"'],
    [
      "---\ntitle: A\ngaps: [stukc]\n---\n",
      'help/a.md:3:1 gaps: found "stukc", expected the id of a gap; did you mean "stuck"?',
    ],
    ["---\ntitle: A\npublished: soon\n---\n", 'help/a.md:3:12 soon: found "soon", expected an ISO date'],
    ["---\ntitle: A\nkeywords: bill\n---\n", 'help/a.md:3:11 bill: found "bill", expected a list'],
    ["---\n- title\n---\n", "found a front matter without keys"],
    ["Words alone.", "help/a.md:1:1"],
  ])("says a mistake in its file, at its line: %j", (article, said) => {
    expect(say(article)).toContainEqual(expect.stringContaining(said));
  });

  test("that has none, or an article twice, is an error", () => {
    expect(check(load({}), { now: 0 }).told[0]!.message).toContain("a folder without articles");
    const twice = load({ "help/a.md": "# A", "help/x/a.md": "# A" });
    expect(check(twice, { now: 0 }).told.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('the id "a" twice'),
    );
  });
});
