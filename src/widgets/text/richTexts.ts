import { formatValue } from "./format.ts";
import { parseMarkdown } from "./markdown.ts";

/** What only some texts ask for: Markdown that nobody has read yet, and forms of traits. */
export interface RichTexts {
  readonly parseMarkdown: typeof parseMarkdown;
  readonly formatValue: typeof formatValue;
}

export const richTexts: RichTexts = { parseMarkdown, formatValue };
