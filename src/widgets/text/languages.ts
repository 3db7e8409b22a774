import type { Words } from "../../sdk/stage.ts";

/**
 * Our words in other languages than English: each is a file of its own, loaded for its readers alone. They take no side
 * in how a product addresses its users (`du` or `Sie`, `tú` or `usted`) where the language lets them.
 */
export const LANGUAGES: Readonly<Record<string, () => Promise<{ readonly words: Words }>>> = {
  ar: () => import("./languages/ar.ts"),
  de: () => import("./languages/de.ts"),
  es: () => import("./languages/es.ts"),
  fr: () => import("./languages/fr.ts"),
  it: () => import("./languages/it.ts"),
  ja: () => import("./languages/ja.ts"),
  nl: () => import("./languages/nl.ts"),
  pl: () => import("./languages/pl.ts"),
  pt: () => import("./languages/pt.ts"),
  sv: () => import("./languages/sv.ts"),
  zh: () => import("./languages/zh.ts"),
};
