import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Mark, MarkElement } from "../../../src/sdk/stage.ts";
import { parseMarkdown } from "../../../src/widgets/text/markdown.ts";

/** As a page would print it. */
const print = (mark: Mark): string =>
  typeof mark === "string"
    ? mark
    : `<${mark.tag}${mark.url === undefined ? "" : ` ${mark.url}`}${mark.alt === undefined ? "" : ` "${mark.alt}"`}>${mark.of.map(print).join("")}</>`;
const read = (text: string) => parseMarkdown(text).map(print).join("");

describe("reads", () => {
  it.each([
    ["a paragraph", "Hello", "<p>Hello</>"],
    ["paragraphs", "One\n\n\nTwo", "<p>One</><p>Two</>"],
    ["line breaks", "One\nTwo\r\nThree", "<p>One<br></>Two<br></>Three</>"],
    ["strong", "a **new invoice**.", "<p>a <strong>new invoice</>.</>"],
    ["emphasis", "choose *New* now", "<p>choose <em>New</> now</>"],
    ["emphasis in strong", "**a *b* c**", "<p><strong>a <em>b</> c</></>"],
    ["strong in emphasis", "*a **b** c*", "<p><em>a <strong>b</> c</></>"],
    ["code", "`npm run **x**`", "<p><code>npm run **x**</></>"],
    ["a link", "[Pay *now*](/pay)", "<p><a /pay>Pay <em>now</></></>"],
    [
      "a link with brackets in its address",
      "[a](https://x.example/b_(c))",
      "<p><a https://x.example/b_(c)>a</></>",
    ],
    ["a link in strong", "**[a](/b)**", "<p><strong><a /b>a</></></>"],
    [
      "an image by https",
      "![A chart](https://x.example/a.png)",
      '<p><img https://x.example/a.png "A chart"></></>',
    ],
    ["a list", "- one\n- **two**", "<ul><li>one</><li><strong>two</></></>"],
    ["a numbered list", "1. one\n2. two", "<ol><li>one</><li>two</></>"],
    ["a list after a line", "Do:\n- one\n- two", "<p>Do:</><ul><li>one</><li>two</></>"],
    ["an item that goes on", "- one\n  more\n- two", "<ul><li>one<br></>more</><li>two</></>"],
    [
      "an image in a link",
      "[![A](https://x.example/a.png)](/b)",
      '<p><a /b><img https://x.example/a.png "A"></></></>',
    ],
    ["what is escaped as it is", "\\*not\\* \\[a](b)", "<p>*not* [a](b)</>"],
    ["a field in one piece", "*{{user.a|*x*}}*", "<p><em>{{user.a|*x*}}</></>"],
  ])("%s", (_, text, printed) => expect(read(text)).toBe(printed));
});

describe("leaves as text", () => {
  it.each([
    ["a picture whose address would tell of a reader", "![A](https://x.example/{{user.id}}.png)", "<p>A</>"],
    ["HTML", "<img src=x onerror=alert(1)>", "<p><img src=x onerror=alert(1)></>"],
    ["a multiplication", "2 * 3 * 4", "<p>2 * 3 * 4</>"],
    ["what is not closed", "**a *b `c [d](e", "<p>**a *b `c [d](e</>"],
    ["a link to a script", "[press](javascript:alert(1))", "<p>press</>"],
    ["a link to data", "[press](data:text/html,x)", "<p>press</>"],
    ["an image by http", "![A chart](http://x.example/a.png)", "<p>A chart</>"],
    ["an image of data", "![A chart](data:image/png;base64,x)", "<p>A chart</>"],
    ["a heading", "# Title", "<p># Title</>"],
    ["nothing", " \n ", ""],
  ])("%s", (_, text, printed) => expect(read(text)).toBe(printed));
});

const elements = (marks: readonly Mark[]): MarkElement[] =>
  marks.flatMap((mark) => (typeof mark === "string" ? [] : [mark, ...elements(mark.of)]));

const piece = fc.oneof(
  fc.string(),
  fc.constantFrom(
    "**",
    "*",
    "`",
    "[",
    "](",
    ")",
    "![",
    "\n",
    "\n\n",
    "- ",
    "1. ",
    "\\",
    "{{user.x}}",
    "<b>",
    " ",
  ),
  fc.constantFrom(
    "javascript:",
    "JAVASCRIPT:",
    "data:",
    "vbscript:",
    "https://x",
    "java\tscript:",
    "&#106;avascript:",
  ),
);
const anyText = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(""));

describe("whatever the text", () => {
  it("makes only the elements that we know, and addresses that only navigate", () => {
    const tags = ["p", "ul", "ol", "li", "strong", "em", "code", "a", "img", "br"];
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { tag, url } of elements(parseMarkdown(text))) {
          expect(tags).toContain(tag);
          if (url === undefined || !URL.canParse(url, "https://acme.example")) continue;
          expect(["http:", "https:", "mailto:", "tel:"]).toContain(
            new URL(url, "https://acme.example").protocol,
          );
        }
      }),
    );
  });

  it("says plain words as they are", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z][a-z ,.!?]*[a-z]$/), (text) => {
        expect(read(text)).toBe(`<p>${text}</>`);
      }),
    );
  });

  it("is done in an instant, also with a text made to be slow", () => {
    const start = performance.now();
    for (const part of ["*", "**", "`", "[", "![", "[](", "[](({{", "**a *", "{{", "\\", " ", "- "])
      parseMarkdown(part.repeat(4000));
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
