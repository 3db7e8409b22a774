import { createHash } from "node:crypto";
import { type Child, el, type Markup, render } from "./markup.ts";
import { STYLES } from "./styles.ts";

export interface PageContent {
  readonly title: string;
  /** What it is of: counts, and from when to when. */
  readonly about: string;
  /** The one sentence that matters most. */
  readonly first: string;
  readonly body: readonly Child[];
  /** Pictures may stand in it, as `data:` addresses. @default false */
  readonly hasPictures?: boolean;
}

/**
 * One page that needs nothing beside it. Its own policy lets it load nothing and run nothing: not even what somebody
 * might have got into a title. Its style is let in by its hash.
 */
export function renderPage({ title, about, first, body, hasPictures }: PageContent): string {
  const hash = createHash("sha256").update(STYLES).digest("base64");
  const pictures = hasPictures ? " img-src data:;" : "";
  const policy = `default-src 'none'; style-src 'sha256-${hash}';${pictures} base-uri 'none'; form-action 'none'`;
  const head = el(
    "head",
    {},
    el("meta", { charset: "utf-8" }),
    el("meta", { "http-equiv": "Content-Security-Policy", content: policy }),
    el("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    el("meta", { name: "referrer", content: "no-referrer" }),
    el("title", {}, title),
    el("style", {}, STYLES),
  );
  const main = el(
    "main",
    {},
    el("h1", {}, title),
    el("p", { class: "about" }, about),
    el("p", { class: "first" }, first),
    body,
  );
  return `<!doctype html>\n${render(el("html", { lang: "en" }, head, el("body", {}, main)))}\n`;
}

/**
 * Parts of the page that belong together; left out where there are none.
 * @param definitions What several of them have in common.
 */
export const section = (
  title: string,
  cards: readonly Markup[],
  definitions: readonly string[] = [],
): Child[] =>
  cards.length === 0
    ? []
    : [
        el("h2", {}, title),
        ...definitions.map((text) => el("p", { class: "about" }, text)),
        el("div", { class: "cards" }, ...cards),
      ];

/** A figure with its definition. */
export const card = (
  title: string,
  definition: string,
  body: readonly Child[],
  width: "" | "whole" = "",
): Markup =>
  el(
    "section",
    { class: `card ${width}`.trim() },
    el("h3", {}, title),
    body.length === 0 ? el("p", { class: "note" }, "Nothing in this log.") : body,
    el("p", { class: "definition" }, definition),
  );

/** Further down nobody reads; `--json` has them all. */
const MOST = 20;

/** Things one under the other, the first twenty of them. */
export function rows<T>(all: readonly T[], draw: (one: T) => readonly Child[]): Child[] {
  if (all.length === 0) return [];
  const more = all.length > MOST ? [el("p", { class: "note" }, `and ${all.length - MOST} more`)] : [];
  return [
    el("ul", { class: "rows" }, ...all.slice(0, MOST).map((one) => el("li", {}, ...draw(one)))),
    ...more,
  ];
}

/** A name, and what is said of it. */
export const line = (name: string, said: string, kind: "" | "loss" = ""): Markup =>
  el("p", { class: "line" }, el("span", { class: `name ${kind}`.trim() }, name), el("span", {}, said));

export const note = (text: string): Markup => el("p", { class: "note" }, text);

/** A table that scrolls by itself where it is wider than the page, also by keys. */
export const table = (
  name: string,
  head: readonly string[],
  body: ReadonlyArray<readonly string[]>,
): Markup =>
  el(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": name },
    el(
      "table",
      {},
      el("thead", {}, el("tr", {}, ...head.map((cell) => el("th", { scope: "col" }, cell)))),
      el(
        "tbody",
        {},
        ...body.map(([first = "", ...cells]) =>
          el("tr", {}, el("th", { scope: "row" }, first), ...cells.map((cell) => el("td", {}, cell))),
        ),
      ),
    ),
  );
