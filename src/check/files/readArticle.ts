import { createRequire } from "node:module";
import { basename } from "node:path";
import type { Node } from "yaml";
import { createFinding, type Finding } from "../finding.ts";
import { findBadLinks } from "../rules/links.ts";
import { getText, type Part, type SourceFile } from "../source/part.ts";
import type { Article } from "./joinLanguages.ts";
import type { Tell } from "./parameters.ts";

/** Loaded with the first article: most configs have none in files. */
const loadYaml = (): typeof import("yaml") => createRequire(import.meta.url)("yaml");

/** `---`, YAML, `---`; then the article. */
const FRONT_MATTER = /^---[ \t]*\r?\n([\s\S]*?)^---[ \t]*(?:\r?\n|$)/m;
const HEADING = /^#[ \t]+(.+?)[ \t]*#*[ \t]*$/m;
const HTML = /<(?:!--|\/?[a-z][\w-]*(?:\s[^<>]*)?\/?>)/gi;
/** In which nothing is markup. */
const CODE = /^(```|~~~)[\s\S]*?^\1|`[^`\n]+`/gm;

/** `getting-paid.de.md` */
const LANGUAGE = /^(.+)\.([a-z]{2}(?:-[A-Za-z\d]{2,8})*)$/;

/**
 * An article of `docs`, written as Markdown: keys of an article stand in front of it as YAML, and the text below is its
 * `body`. Left out, its `id` is the file's name, its `lang` what stands behind a dot at that name's end, and its `title`
 * the first heading.
 * @param available The languages of the config; left out: any that has two letters counts in a name.
 * @returns `undefined` where the file is none.
 */
export function readArticle(
  file: SourceFile,
  available: readonly string[] | undefined,
  tell: Tell,
): Article | undefined {
  const { text } = file;
  const frontMatter = FRONT_MATTER.exec(text);
  const isFirst = frontMatter?.index === 0;
  const start = isFirst ? frontMatter[0].length : 0;
  const keys = isFirst ? readKeys(file, frontMatter[1]!, frontMatter[0].indexOf("\n") + 1, tell) : [];
  if (!keys) return undefined;
  const has = (name: string): boolean => keys.some(([key]) => key === name);
  const { id, lang } = readName(basename(file.name, ".md"), available);
  const body = text.slice(start);
  const heading = has("title") ? null : HEADING.exec(body);
  const scalar = (value: string, offset: number, length: number): Part => ({
    file,
    offset,
    length,
    is: "scalar",
    value,
    parts: [],
  });
  const whole: Part["parts"] = [
    ...(has("id") ? [] : [["id", scalar(id, 0, 0)] as const]),
    ...(heading ? [["title", scalar(heading[1]!, start + heading.index, heading[0].length)] as const] : []),
    ...keys.filter(([key]) => key !== "lang"),
  ];
  // What is its title is not said again by its first line.
  const from = heading && body.slice(0, heading.index).trim() === "" ? heading.index + heading[0].length : 0;
  const own = body.slice(from).trim();
  const at = start + body.indexOf(own, from);
  if (!checkBody(file, own, at, tell)) return undefined;
  const parts = own === "" ? whole : [...whole, ["body", scalar(own, at, 1)] as const];
  const front = keys.find(([key]) => key === "lang")?.[1];
  const said = getText(front) ?? lang;
  const part: Part = { file, offset: 0, length: 1, is: "object", parts };
  return { part, ...(said !== undefined && { lang: said }) };
}

/** A name ends with a language where the config has that. */
function readName(name: string, available: readonly string[] | undefined): { id: string; lang?: string } {
  const [, id, lang] = LANGUAGE.exec(name) ?? [];
  return id && lang && (available?.includes(lang) ?? true) ? { id, lang } : { id: name };
}

/** The keys in front, each at its place. */
function readKeys(file: SourceFile, yaml: string, base: number, tell: Tell): Part["parts"] | undefined {
  const { isMap, isScalar, isSeq, parseDocument } = loadYaml();
  const read = parseDocument(yaml, { prettyErrors: false });
  const refuse = (message: string, [from, to]: readonly number[]): undefined => {
    tell(createPlaced(file, message, base + from!, to! - from!));
  };
  const [error] = read.errors;
  if (error) return refuse(`found a front matter that is no YAML: ${error.message}`, error.pos);
  const root = read.contents;
  if (root === null) return [];
  if (!isMap(root)) return refuse("found a front matter without keys, expected title: ...", root.range!);

  function toPart(node: Node): Part {
    const [from, to] = node.range!;
    const common = { file, offset: base + from, length: Math.max(1, to - from) };
    if (isSeq(node))
      return { ...common, is: "list", parts: node.items.map((item, i) => [`${i}`, toPart(item as Node)]) };
    if (isMap(node)) return { ...common, is: "object", parts: toParts(node.items) };
    return { ...common, is: "scalar", value: isScalar(node) ? node.value : null, parts: [] };
  }
  const toParts = (pairs: ReadonlyArray<{ readonly key: unknown; readonly value: unknown }>): Part["parts"] =>
    pairs.flatMap(({ key, value }) => {
      if (!isScalar(key) || !value) return [];
      const [from, to] = key.range!;
      const place = { offset: base + from, length: to - from };
      return [[`${key.value}`, { ...toPart(value as Node), key: place }] as const];
    });
  return toParts(root.items);
}

const createPlaced = (
  file: SourceFile,
  message: string,
  offset: number,
  length: number,
  severity: Finding["severity"] = "error",
) => ({ ...createFinding(severity, [], message), file, offset, length: Math.max(1, length) });

/** Whether nothing in it is wrong: HTML would be shown as it is written, and some links are followed by no page. */
function checkBody(file: SourceFile, body: string, at: number, tell: Tell): boolean {
  // Of the same length, so that places stay what they are.
  const words = body.replaceAll(CODE, (code) => " ".repeat(code.length));
  const html = [...words.matchAll(HTML)].map(({ 0: tag, index }) =>
    createPlaced(
      file,
      `found ${JSON.stringify(tag)}, expected Markdown: HTML is shown as it is written`,
      at + index,
      tag.length,
    ),
  );
  const links = findBadLinks(words).map(({ message, index, length, severity }) =>
    createPlaced(file, message, at + index, length, severity),
  );
  for (const one of [...html, ...links]) tell(one);
  return [...html, ...links].every(({ severity }) => severity === "warning");
}
