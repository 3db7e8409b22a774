/** Markup as a tree: texts become markup in one place alone, and are escaped there. */
export interface Markup {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children: readonly Child[];
}

export type Child = Markup | string | readonly Child[];

export const el = (
  tag: string,
  attributes: Markup["attributes"] = {},
  ...children: readonly Child[]
): Markup => ({ tag, attributes, children });

const VOID: ReadonlySet<string> = new Set(["meta", "br", "img"]);
const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Control characters, halves of a character, and what turns the direction of the text after it: shown as a sign for something odd. */
const ODD = /(?![\t\n])[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu;

const escapeText = (text: string): string =>
  text.replaceAll(ODD, "\ufffd").replaceAll(/[&<>"']/g, (one) => ESCAPES[one]!);

/** A `style` is written as it is: it comes from us, never from a log or a config. */
export function render(child: Child): string {
  if (typeof child === "string") return escapeText(child);
  if (!isMarkup(child)) return child.map(render).join("");
  const { tag, attributes, children } = child;
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeText(`${value}`)}"`);
  const start = `<${tag}${written.join("")}>`;
  if (VOID.has(tag)) return start;
  return `${start}${tag === "style" ? children.join("") : render(children)}</${tag}>`;
}

const isMarkup = (child: Exclude<Child, string>): child is Markup => "tag" in child;
