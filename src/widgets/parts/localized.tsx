import { type ComponentChild, Fragment, h } from "preact";
import type { Mark, MarkElement, Text } from "../../sdk/stage.ts";
import type { WidgetContext } from "../frame/widgetContext.ts";
import { attempt } from "../page/attempt.ts";

interface LocalizedProps {
  readonly context: WidgetContext;
  readonly text: Text | undefined;
  readonly as?: "h2" | "span" | "p";
  readonly class?: string;
  readonly part?: string;
  readonly id?: string;
}

/** A line of plain text from the config. Its direction is its own; where it begins is the page's. */
export const Localized = ({ context, text, as: Tag = "span", ...props }: LocalizedProps) => {
  const { text: said, lang, dir } = context.pick(text);
  return (
    <Tag lang={lang} {...props}>
      <bdi dir={dir}>{context.merge(said)}</bdi>
    </Tag>
  );
};

/** A title from the config within a word of ours that leaves a place for it. */
export const Sentence = ({ context, word, text }: { context: WidgetContext; word: string; text: Text }) => {
  const { text: said, lang } = context.pick(text);
  if (!lang) return <Fragment>{context.fill(word, { title: context.merge(said) })}</Fragment>;
  const [before, after] = word.split("{title}");
  return (
    <Fragment>
      {before}
      <Localized context={context} text={text} />
      {after}
    </Fragment>
  );
};

/** The heading that names the surface with `aria-labelledby={`${id}-title`}`. */
export const Title = ({ context, id, text }: { context: WidgetContext; id: string; text: Text }) => (
  <Localized context={context} text={text} as="h2" class="title" part="title" id={`${id}-title`} />
);

/** A Markdown text from the config; nothing where it is empty. */
export const Markdown = ({
  context,
  text,
  id,
}: {
  context: WidgetContext;
  text: Text | undefined;
  id?: string;
}) => {
  const { text: said, lang, dir = "auto" } = context.pick(text);
  return said ? (
    <div class="body" part="body" dir={dir} lang={lang} id={id}>
      {context.mark(said).map((mark) => draw(context, mark))}
    </div>
  ) : null;
};

const draw = (context: WidgetContext, mark: Mark): ComponentChild => {
  if (typeof mark === "string") return context.merge(mark);
  const inner = mark.of.map((one) => draw(context, one));
  // An address that may not be followed leaves its words behind.
  if (mark.url !== undefined && !context.href(mark.url)) return mark.alt ?? inner;
  return h(mark.tag, attributes(context, mark), ...inner);
};

const attributes = (
  context: WidgetContext,
  { tag, url, alt }: MarkElement,
): Record<string, string | undefined> => {
  const href = context.href(url);
  if (tag === "img") return { src: href, alt, loading: "lazy", referrerPolicy: "no-referrer" };
  return href ? { href, ...linkTarget(href) } : {};
};

/** What leads out of the product opens beside it. */
const linkTarget = (href: string) =>
  attempt(() => new URL(href, document.baseURI).origin) === location.origin
    ? {}
    : { target: "_blank", rel: "noopener" };
