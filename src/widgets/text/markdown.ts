import type { Mark, MarkElement } from "../../sdk/stage.ts";

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

// Escape, field, code, the end of a link with its address, the marks that open and close, a line break, all else. None of
// them looks far ahead, so that no text makes this slow.
const TOKENS =
  /\\([!-/:-@[-`{-~])|(\{\{[^{}]*\}\})|`([^`]+)`|\]\(((?:\{\{[^{}]*\}\}|\([^\s(){}]*\)|[^\s(){}])*)\)|(\*\*?|!?\[)|(\n)|[^\\{`\]*![\n]+|[\s\S]/g;

/** What has been opened and may be closed; without its end it is text. */
interface Opened {
  readonly text: string;
  readonly of: Mark[];
}

const parseInline = (text: string): Mark[] => {
  const stack: Opened[] = [{ text: "", of: [] }];
  const add = (mark: Mark) => {
    const { of } = stack.at(-1)!;
    const last = of.at(-1);
    if (typeof mark === "string" && typeof last === "string") of[of.length - 1] = last + mark;
    else of.push(mark);
  };
  const spill = (from: number) => {
    for (const { text, of } of stack.splice(from)) {
      add(text);
      of.forEach(add);
    }
  };
  /** What stands between here and the last of `marks` that is open. */
  const close = (...marks: readonly string[]): Opened | undefined => {
    const at = stack.findLastIndex((one) => marks.includes(one.text));
    if (at < 0) return undefined;
    spill(at + 1);
    return stack.pop();
  };
  for (const {
    0: token,
    1: escaped,
    2: field,
    3: code,
    4: address,
    5: mark,
    6: line,
    index,
  } of text.matchAll(TOKENS)) {
    const link = address === undefined ? undefined : close("[", "![");
    const isStar = mark?.[0] === "*";
    const stressed = isStar && /\S/.test(text[index - 1] ?? " ") ? close(mark) : undefined;
    if (code) add({ tag: "code", of: [code] });
    else if (line) add({ tag: "br", of: [] });
    else if (link) for (const one of linkTo(address!, link)) add(one);
    else if (stressed) add({ tag: mark === "*" ? "em" : "strong", of: stressed.of });
    else if (mark && (!isStar || /\S/.test(text[index + token.length] ?? " ")))
      stack.push({ text: mark, of: [] });
    else add(escaped ?? field ?? token);
  }
  spill(1);
  return stack[0]!.of;
};

/** An address that may not be followed leaves its label behind, as text. */
const linkTo = (address: string, { text, of }: Opened): readonly Mark[] => {
  // Whether it may be followed is asked once traits are merged in. Of an image nobody asks: it is loaded by itself, so
  // what is known of a reader has no place in its address.
  const url = address.trim();
  if (!url || /^(?!https?:|mailto:|tel:)[a-z][a-z\d+.-]*:/i.test(url)) return of;
  if (text === "[") return [{ tag: "a", of, url }];
  return /^https:/i.test(url) && !url.includes("{{")
    ? [{ tag: "img", of: [], url, alt: of.map(plain).join("") }]
    : of;
};

const plain = (mark: Mark): string => (typeof mark === "string" ? mark : mark.of.map(plain).join(""));
