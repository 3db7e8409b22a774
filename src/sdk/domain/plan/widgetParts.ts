/**
 * What of the widgets a plan may do without: targets by role or text, bodies that are more than one plain paragraph, forms
 * of traits, and tours, surveys, checklists and help.
 */
export const WIDGET_PARTS = ["names", "markdown", "forms", "stateful"] as const;
export type WidgetPart = (typeof WIDGET_PARTS)[number];

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

/** What Markdown texts become, by the text. One that is not named is one plain paragraph. */
export type Marks = Readonly<Record<string, readonly MarkElement[]>>;
