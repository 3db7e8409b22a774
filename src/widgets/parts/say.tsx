import { type ComponentChild, Fragment, h } from "preact";
import type { Text } from "../../sdk/stage.ts";
import type { Kit } from "../frame/kit.ts";
import { attempt } from "../page/attempt.ts";
import { type Mark, type MarkElement, parseMarkdown } from "../text/markdown.ts";

interface SayProps {
  readonly kit: Kit;
  readonly text: Text | undefined;
  readonly as?: "h2" | "span" | "p";
  readonly class?: string;
  readonly part?: string;
  readonly id?: string;
}

/** A line of plain text from the config. Its direction is its own; where it begins is the page's. */
export const Say = ({ kit, text, as: Tag = "span", ...props }: SayProps) => {
  const { text: said, lang, dir } = kit.pick(text);
  return (
    <Tag lang={lang} {...props}>
      <bdi dir={dir}>{kit.merge(said)}</bdi>
    </Tag>
  );
};

/** A title from the config within a word of ours that leaves a place for it. */
export const Around = ({ kit, word, text }: { kit: Kit; word: string; text: Text }) => {
  const { text: said, lang } = kit.pick(text);
  if (!lang) return <Fragment>{kit.fill(word, { title: kit.merge(said) })}</Fragment>;
  const [before, after] = word.split("{title}");
  return (
    <Fragment>
      {before}
      <Say kit={kit} text={text} />
      {after}
    </Fragment>
  );
};

/** The heading that names the surface with `aria-labelledby={`${id}-title`}`. */
export const Title = ({ kit, id, text }: { kit: Kit; id: string; text: Text }) => (
  <Say kit={kit} text={text} as="h2" class="title" part="title" id={`${id}-title`} />
);

/** A Markdown text from the config; nothing where it is empty. */
export const Body = ({ kit, text, id }: { kit: Kit; text: Text | undefined; id?: string }) => {
  const { text: said, lang, dir = "auto" } = kit.pick(text);
  return said ? (
    <div class="body" part="body" dir={dir} lang={lang} id={id}>
      {parseMarkdown(said).map((mark) => draw(kit, mark))}
    </div>
  ) : null;
};

const draw = (kit: Kit, mark: Mark): ComponentChild => {
  if (typeof mark === "string") return kit.merge(mark);
  const inner = mark.of.map((one) => draw(kit, one));
  // An address that may not be followed leaves its words behind.
  if (mark.url !== undefined && !kit.href(mark.url)) return mark.alt ?? inner;
  return h(mark.tag, attributes(kit, mark), ...inner);
};

const attributes = (kit: Kit, { tag, url, alt }: MarkElement): Record<string, string | undefined> => {
  const href = kit.href(url);
  if (tag === "img") return { src: href, alt, loading: "lazy", referrerPolicy: "no-referrer" };
  return href ? { href, ...linkTarget(href) } : {};
};

/** What leads out of the product opens beside it. */
const linkTarget = (href: string) =>
  attempt(() => new URL(href, document.baseURI).origin) === location.origin
    ? {}
    : { target: "_blank", rel: "noopener" };
