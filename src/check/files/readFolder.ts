import { join } from "node:path";
import type { Part, SourceFile } from "../source/part.ts";
import type { Files } from "./files.ts";
import type { Tell } from "./parameters.ts";
import { readArticle } from "./readArticle.ts";

/** The Markdown files of a folder, and of those in it, in the order of their names. */
export const findArticles = (folder: string, files: Files): readonly string[] =>
  [...files.list(folder)].sort().flatMap((name) => {
    if (name.startsWith(".")) return [];
    const path = join(folder, name);
    return name.endsWith(".md") ? [path] : findArticles(path, files);
  });

/** A piece of a config that has these articles in its `docs`. @param said Where they are asked for. */
export function toDocs(said: Part, articles: ReadonlyArray<SourceFile | undefined>, tell: Tell): Part {
  const parts = articles.flatMap((file) => {
    const part = file && readArticle(file, tell);
    return part ? [part] : [];
  });
  const list = parts.map((part, i) => [`${i}`, part] as const);
  return { ...said, is: "object", parts: [["docs", { ...said, is: "list", parts: list }]] };
}
