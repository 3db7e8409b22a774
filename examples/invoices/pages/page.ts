import type { html } from "hono/html";

export type Markup = ReturnType<typeof html>;

/** One of the product's pages: what stands in its `main`, and the script that fills it. */
export interface Page {
  readonly title: string;
  /** The entry of the navigation that it belongs to; left out: it stands outside of the product's frame. */
  readonly section?: "invoices" | "reports" | "team" | "settings";
  /** Name of its file in `browser/`, without the ending. */
  readonly script?: string;
  readonly main: Markup;
}
