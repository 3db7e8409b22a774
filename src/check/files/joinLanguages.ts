import { getPart, getText, type Part } from "../source/part.ts";

/** An article as one file has it. */
export interface Article {
  readonly part: Part;
  /** BCP 47 tag of its texts; left out: that of the config. */
  readonly lang?: string;
}

const TEXTS = ["title", "body"];

/**
 * Articles of one id in several languages become one, whose texts go by their languages. The first that names no language
 * has its other keys, or else the first of all. Two in one language stay apart, and are one too many.
 * @param own The config's language.
 */
export function joinLanguages(articles: readonly Article[], own: string): Part[] {
  const groups = new Map<string, Article[]>();
  for (const article of articles) {
    const id = getText(getPart(article.part, "id")) ?? "";
    const lang = article.lang ?? own;
    let key = id;
    while (groups.get(key)?.some((one) => (one.lang ?? own) === lang)) key += " ";
    groups.set(key, [...(groups.get(key) ?? []), article]);
  }
  return [...groups.values()].map((group) => join(group, own));
}

function join(group: readonly Article[], own: string): Part {
  const main = group.find(({ lang }) => lang === undefined) ?? group[0]!;
  if (group.length === 1 && main.lang === undefined) return main.part;
  const others = group.filter((one) => one !== main);
  const { parts } = main.part;
  const texts = TEXTS.flatMap((name) => {
    const said = [main, ...others].flatMap((one) => byLanguage(one, name, own));
    const [first] = said;
    return first ? [[name, { ...first[1], is: "object", value: undefined, parts: said }] as const] : [];
  });
  return { ...main.part, parts: [...parts.filter(([name]) => !TEXTS.includes(name)), ...texts] };
}

/** A text by its language; one that goes by several already stays so. */
function byLanguage({ part, lang }: Article, name: string, own: string): Part["parts"] {
  const text = getPart(part, name);
  if (!text) return [];
  return text.is === "object" ? text.parts : [[lang ?? own, text]];
}
