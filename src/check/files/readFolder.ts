import { join } from "node:path";
import { getPart, getText, type Part, type SourceFile } from "../source/part.ts";
import type { Files } from "./files.ts";
import { joinLanguages } from "./joinLanguages.ts";
import type { Tell } from "./parameters.ts";
import { readArticle } from "./readArticle.ts";

/** The Markdown files of a folder, and of those in it, in the order of their names. */
export const findArticles = (folder: string, files: Files): readonly string[] =>
  [...files.list(folder)].sort().flatMap((name) => {
    if (name.startsWith(".")) return [];
    const path = join(folder, name);
    return name.endsWith(".md") ? [path] : findArticles(path, files);
  });

/**
 * A piece of a config that has these articles in its `docs`, those of one id in several languages as one.
 * @param said Where they are asked for.
 * @param root What the config says beside them: its `locale`.
 */
export function toDocs(
  said: Part,
  articles: ReadonlyArray<SourceFile | undefined>,
  root: Part,
  tell: Tell,
): Part {
  const locale = getPart(root, "locale");
  const available = getPart(locale, "available")?.parts.flatMap(([, one]) => getText(one) ?? []);
  const all = articles.flatMap((file) => (file && readArticle(file, available, tell)) ?? []);
  const parts = joinLanguages(all, getText(getPart(locale, "default")) ?? "en");
  const list = parts.map((part, i) => [`${i}`, part] as const);
  return { ...said, is: "object", parts: [["docs", { ...said, is: "list", parts: list }]] };
}
