import MiniSearch from "minisearch";
import type { DocPlan, Mark } from "../../../sdk/stage.ts";
import type { WidgetContext } from "../../frame/widgetContext.ts";

/** The articles that fit, best first. */
export type Search = (query: string) => DocPlan[];

/**
 * Searches titles, keywords and whole articles in the reader's language: by beginnings of words, and forgiving a slip in
 * words of four letters and more.
 */
export const createSearch = (context: WidgetContext, docs: readonly DocPlan[]): Search => {
  const byId = new Map(docs.map((doc) => [doc.id, doc]));
  const index = new MiniSearch({
    fields: ["title", "keywords", "body"],
    tokenize: toWords,
    processTerm: fold,
    searchOptions: {
      boost: { title: 3, keywords: 2 },
      combineWith: "AND",
      prefix: true,
      fuzzy: (term) => (term.length > 3 ? 0.25 : false),
    },
  });
  index.addAll(
    docs.map(({ id, title, keywords, body }) => ({
      id,
      title: context.pick(title).text,
      keywords: keywords.join(" "),
      body: context.mark(context.pick(body).text).map(toText).join(" "),
    })),
  );
  return (query) => index.search(query).flatMap(({ id }) => byId.get(String(id)) ?? []);
};

/** Words, also of languages that put no spaces between them. */
const toWords = (text: string): string[] =>
  [...new Intl.Segmenter(undefined, { granularity: "word" }).segment(text)]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment);

/** As one types it in a hurry: without capitals and accents. */
const fold = (term: string): string => term.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const toText = (mark: Mark): string => (typeof mark === "string" ? mark : mark.of.map(toText).join(""));
