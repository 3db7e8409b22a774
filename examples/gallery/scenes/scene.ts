import type { View } from "milepost/widgets";

/** Something that has to happen before a scene stands: what only shows after a press, a text, or a success. */
export type Act =
  /** Selectors look into our roots too. */
  | { readonly do: "press"; readonly on: string }
  | { readonly do: "type"; readonly on: string; readonly text: string }
  | { readonly do: "focus"; readonly on: string }
  | { readonly do: "become"; readonly views: readonly View[] };

/** One kind of guide in one state. */
export interface Scene {
  /** Part of its address: `tooltip-top`. */
  readonly name: string;
  readonly title: string;
  readonly views: readonly View[];
  readonly acts?: readonly Act[];
}

/** All states of one kind. */
export interface Chapter {
  readonly title: string;
  readonly scenes: readonly Scene[];
}

export const press = (on: string): Act => ({ do: "press", on });
