import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readDocument } from "./document.ts";

const { text } = readDocument("docs/playbooks.md");

test.each(readdirSync("playbooks"))("the page has of %s what its file says, and a picture", (name) => {
  const book = JSON.parse(readFileSync(`playbooks/${name}/${name}.playbook.json`, "utf8"));
  const parts = text.split(`## ${book.title}\n`);
  expect(parts).toHaveLength(2);
  const [section = ""] = parts[1]!.split("\n## ");
  expect(section).toContain(book.about);
  expect(section).toContain(`(pictures/playbook-${name}.png)`);
  const rows = [...section.matchAll(/^\| `(\w+)` +\| (\w+) +\| (.+?) +\| (.+?) +\|$/gm)].map(
    ([, parameter, type, about, usual]) => [parameter, type, about, usual!.replaceAll(/`|\\/g, "")],
  );
  expect(rows).toEqual(
    Object.entries(book.parameters as Record<string, Readonly<Record<string, unknown>>>).map(
      ([parameter, one]) => [
        parameter,
        one.type,
        one.about,
        "default" in one ? (one.default === null ? "none" : JSON.stringify(one.default)) : "required",
      ],
    ),
  );
});
