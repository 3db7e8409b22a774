import type { GUIDE_EVENTS, MountOptions, Text, Undo, View, WidgetEvent } from "./stage.ts";

type GuideEvents = typeof GUIDE_EVENTS;
type Deed<H, K extends WidgetEvent["kind"]> = H extends { readonly kind: K } ? Omit<H, "key"> : never;

/** What a renderer is given beside its view. */
export interface RenderActions<T extends View["type"] = View["type"]> {
  /** What the guide points at, or is drawn into; left out where it stands over the page. */
  readonly element?: Element;
  /** A text of the config in the reader's language, with traits merged in. Bodies are Markdown. */
  text(text: Text | undefined): string;
  /** An address of the config with traits merged in; `undefined` where it may not be followed. */
  href(address: string | undefined): string | undefined;
  /** Says what the user did. */
  tell(deed: Deed<WidgetEvent, GuideEvents[T][number]>): void;
}

/**
 * Draws a view of one kind, and returns what takes it away. Called again after that whenever the view has changed, but
 * not for what the user writes into a survey. An error in it is reported, and our own drawing stands in.
 */
export type Renderer<T extends View["type"]> = (
  view: Extract<View, { readonly type: T }>,
  actions: RenderActions<T>,
) => Undo;

/** Kinds of guides that a vendor draws. */
export type Renderers = { readonly [T in View["type"]]?: Renderer<T> };

export interface DrawOptions extends MountOptions {
  /** Draws in place of ours. */
  readonly render?: Renderers | undefined;
  /** Follows links of ours that stay with this origin; left out: the browser does. */
  readonly navigate?: ((url: string) => void) | undefined;
  /** Told what a renderer threw, or `navigate`. */
  onFault?(what: View["type"] | "navigate", fault: unknown): void;
}
