import type { Happening, Stage, Text, Undo } from "../sdk/door.ts";
import { attempt } from "./attempt.ts";
import { safeHref } from "./href.ts";
import { createLayers, type Layers } from "./layers.ts";
import { mergeTraits } from "./merge.ts";
import { createRoot, type Root } from "./root.ts";
import { createSeeker, type Seeker } from "./seeker.ts";
import { languageOf, pickText } from "./text.ts";
import { type Dictionary, pickLanguage, WORDS } from "./words.ts";

/** What every drawing of one mount works with. */
export interface Kit {
  readonly root: Root;
  readonly seeker: Seeker;
  readonly layers: Layers;
  readonly words: (typeof WORDS)["en"];
  /** The words of a chunk, in the language of ours. */
  speak<W>(words: Dictionary<W>): W;
  /** Calls `run` once the view with this key may open. */
  whenFree(key: string, run: () => void): Undo;
  /** Tells the stage; an error of a listener there ends here. */
  tell(happening: Happening): void;
  /** The text for this reader, before traits are merged in; `lang` where it is not in their language. */
  pick(text: Text | undefined): { readonly text: string; readonly lang?: string };
  /** Merges traits into what is plain text. */
  merge(text: string): string;
  /** The address with its traits merged in, each percent-encoded, if it may be followed. */
  href(address: string | undefined): string | undefined;
  /** Says it to screen readers when they are free; the empty text takes the last one back. */
  announce(text: string): void;
  close(): void;
}

export const createKit = (stage: Stage, container: Element, now: () => number, signal: AbortSignal): Kit => {
  const root = createRoot(container);
  const seeker = createSeeker();
  const layers = createLayers(signal);
  const spoken = pickLanguage(stage.locales);
  const reader = stage.locales[0] ?? "";
  const merge = (text: string, write?: (value: string) => string) =>
    mergeTraits(text, { traits: { ...stage.traits() }, locale: reader, now: now() }, write);
  root.host.lang = spoken;
  return {
    root,
    seeker,
    layers,
    words: WORDS[spoken],
    speak: (words) => words[spoken],
    announce: (text) => {
      root.region.textContent = text;
    },
    whenFree: (key, run) => attempt(() => stage.whenFree(key, run)) ?? (() => {}),
    tell: (happening) => attempt(() => stage.tell(happening)),
    pick(said = "") {
      const { text, locale } = pickText(said, stage.locales);
      const language = languageOf(locale);
      const isForeign = language !== languageOf(reader) || language !== spoken;
      return { text, ...(locale && isForeign && { lang: locale }) };
    },
    merge: (text) => merge(text),
    href: (address = "") => safeHref(merge(address, encodeURIComponent)),
    close() {
      seeker.close();
      root.remove();
    },
  };
};
