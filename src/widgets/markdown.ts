import { safeHref } from "./href.ts";

/** The only elements that a text can become. */
export type MarkTag = "p" | "ul" | "ol" | "li" | "strong" | "em" | "code" | "a" | "img" | "br";

export type Mark = string | MarkElement;
export interface MarkElement {
  readonly tag: MarkTag;
  readonly of: readonly Mark[];
  /** Checked address of an `a` or `img`. Fields in it (`{{user.id}}`) are merged percent-encoded. */
  readonly url?: string;
  readonly alt?: string;
}

const BULLET = /^[-*]\s+(.*)$/;
const NUMBER = /^\d{1,9}[.)]\s+(.*)$/;

/**
 * Reads our Markdown: paragraphs, line breaks, lists with `-` and `1.`, and in them strong, emphasis, code, links and
 * images by https. Everything else, HTML included, is text. It never throws, whatever the text is.
 */
export const parseMarkdown = (text: string): MarkElement[] => {
  const blocks: Array<{ tag: "p" | "ul" | "ol"; lines: string[] }> = [];
  let open = false;
  for (const line of text.split(/\r\n?|\n/).map((one) => one.trim())) {
    if (!line) {
      open = false;
      continue;
    }
    const bullet = BULLET.exec(line);
    const item = bullet ?? NUMBER.exec(line);
    const tag = bullet ? "ul" : item ? "ol" : "p";
    const last = open ? blocks.at(-1) : undefined;
    if (!last || (item && last.tag !== tag)) blocks.push({ tag, lines: [item?.[1] ?? line] });
    else if (item || tag === last.tag) last.lines.push(item?.[1] ?? line);
    // A line that goes on with a list item belongs to that item.
    else last.lines.push(`${last.lines.pop()}\n${line}`);
    open = true;
  }
  return blocks.map(({ tag, lines }) =>
    tag === "p"
      ? { tag, of: parseInline(lines.join("\n")) }
      : { tag, of: lines.map((line) => ({ tag: "li", of: parseInline(line) })) },
  );
};

// In this order: escape, field, code, image or link, strong, emphasis, line break. No part of a repeated group can match
// in two ways, so that no text makes this slow.
const INLINE =
  /\\([!-/:-@[-`{-~])|(\{\{[^{}]*\}\})|(`+)(.*?[^`])\3(?!`)|(!?)\[((?:[^[\]\\]|\\.)*)\]\(((?:\{\{[^{}\s]*\}\}|\([^\s(){}]*\)|[^\s(){}])*)\)|\*\*(?=\S)([\s\S]*?\S)\*\*(?!\*)|\*(?![\s*])((?:\*\*[^*]+\*\*|[^*])*?[^\s*]|\*\*[^*]+\*\*)\*(?!\*)|\n/g;

const parseInline = (text: string): Mark[] => {
  const marks: Mark[] = [];
  const say = (more: string) => {
    const last = marks.at(-1);
    if (typeof last === "string") marks[marks.length - 1] = last + more;
    else if (more) marks.push(more);
  };
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, escaped, field, , code, bang, label, url, strong, emphasis] = match;
    say(text.slice(at, match.index));
    at = match.index + whole.length;
    if (escaped ?? field) say((escaped ?? field)!);
    else if (code !== undefined) marks.push({ tag: "code", of: [code.trim()] });
    else if (url !== undefined) marks.push(...parseLink(bang === "!", label!, url));
    else if (strong) marks.push({ tag: "strong", of: parseInline(strong) });
    else if (emphasis) marks.push({ tag: "em", of: parseInline(emphasis) });
    else marks.push({ tag: "br", of: [] });
  }
  say(text.slice(at));
  return marks;
};

/** An address that may not be followed leaves its label behind, as text. */
const parseLink = (isImage: boolean, label: string, address: string): Mark[] => {
  const url = safeHref(address);
  if (isImage) return url && /^https:/i.test(url) ? [{ tag: "img", of: [], url, alt: label }] : [label];
  return url ? [{ tag: "a", of: parseInline(label), url }] : parseInline(label);
};
