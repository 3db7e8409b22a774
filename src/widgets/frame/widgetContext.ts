import type { MarkElement, Marks, Stage, Text, Undo, WidgetEvent, Words } from "../../sdk/stage.ts";
import { attempt } from "../page/attempt.ts";
import { createTargetWatcher, type TargetWatcher } from "../page/find/targetWatcher.ts";
import { type Joined, leadTabInDialogs } from "../page/focus/dialogTab.ts";
import { createLayers, type Layers } from "../page/focus/layers.ts";
import { createPointer, type Pointer } from "../page/place/pointer.ts";
import { createRoot, type Root } from "../page/root.ts";
import type { Container } from "../page/stand.ts";
import { createDictionary, type Dictionary } from "../text/dictionary.ts";
import { safeHref } from "../text/href.ts";
import { mergeTraits } from "../text/merge.ts";
import type { RichTexts } from "../text/richTexts.ts";
import { type Direction, directionOf, isolate, pickText } from "../text/text.ts";
import { WORDS } from "../text/words.ts";

/** The text for this reader, before traits are merged in. */
interface Picked {
  readonly text: string;
  /** Where it is in another language than what is around it. */
  readonly lang?: string;
  /** Where it is known; else the text's first letter says it. */
  readonly dir?: Direction;
}

/** What every drawing of one mount works with. */
export interface WidgetContext extends Omit<Dictionary, "tag"> {
  readonly root: Root;
  readonly targets: TargetWatcher;
  readonly layers: Layers;
  readonly pointer: Pointer;
  readonly joined: Joined;
  /** Calls `run` once the view with this key may open. */
  whenFree(key: string, run: () => void): Undo;
  /** Says what the view with this key waits for; see `Stage`. */
  setWaiting: Stage["setWaiting"];
  /** The words of the cards. */
  readonly words: Pick<Words, keyof typeof WORDS>;
  /** A word of ours where a text of the config could stand. */
  own(word: string): Text;
  /** Tells the stage; an error of a listener there ends here. */
  tell(event: WidgetEvent): void;
  pick(text: Text | undefined): Picked;
  /** A Markdown text as what it becomes. */
  mark(text: string): readonly MarkElement[];
  /** Merges traits into what is plain text. */
  merge(text: string): string;
  /** The address with its traits merged in, each percent-encoded, if it may be followed. */
  href(address: string | undefined): string | undefined;
  /** Says it to screen readers when they are free; the empty text takes the last one back. `lang` as in `pick`. */
  announce(text: string, lang?: string): void;
  close(): void;
}

/** How texts are read that are more than plain; left out where none is. */
export interface Texts {
  readonly richTexts?: RichTexts | undefined;
  /** Bodies as they are drawn, by their text. */
  readonly marks?: Marks | undefined;
}

export const createWidgetContext = (
  stage: Stage,
  container: Container,
  now: () => number,
  signal: AbortSignal,
  { richTexts, marks }: Texts,
  onRoot?: (root: ShadowRoot) => void,
): WidgetContext => {
  const targets = createTargetWatcher(() => performance.now());
  const layers = createLayers(signal);
  const dictionary = createDictionary(stage.locales, stage.words);
  const reader = stage.locales[0] ?? "";
  // Where a page says nothing, or not where we can hear it. In all else we follow the page.
  const root = createRoot(container, signal, directionOf(reader) === "rtl" ? "rtl" : undefined, onRoot);
  const joined: Joined = new Map();
  leadTabInDialogs(root.shadow, root.layer, joined, signal);
  const merge = (text: string, write: (value: string) => string) =>
    mergeTraits(
      text,
      { traits: { ...stage.traits() }, locale: reader, now: now(), formatValue: richTexts?.formatValue },
      write,
    );
  const name = () => {
    root.host.lang = dictionary.tag;
  };
  name();
  dictionary.whenReady?.then(name);
  return {
    ...dictionary,
    root,
    targets,
    layers,
    joined,
    pointer: createPointer(stage.pointer),
    get words() {
      return dictionary.speak(WORDS);
    },
    own: (word) => ({ [dictionary.tag]: word }),
    announce(text, lang) {
      root.region.textContent = text;
      if (lang) root.region.lang = lang;
      else root.region.removeAttribute("lang");
    },
    whenFree: (key, run) => attempt(() => stage.whenFree(key, run)) ?? (() => {}),
    setWaiting: (...waiting) => attempt(() => stage.setWaiting(...waiting)),
    tell: (event) => attempt(() => stage.tell(event)),
    pick(said = "") {
      const { text, locale } = pickText(said, stage.locales);
      const dir = directionOf(locale);
      return {
        text,
        ...(locale && locale !== dictionary.tag && { lang: locale }),
        // A config that does not say in which language its plain strings are means any.
        ...((typeof said === "object" || dir === "rtl") && { dir }),
      };
    },
    mark: (text) =>
      (marks && Object.hasOwn(marks, text) && marks[text]) ||
      (richTexts?.parseMarkdown(text) ?? [{ tag: "p", of: [text.trim()] }]),
    merge: (text) => merge(text, (value) => isolate(text, value)),
    href: (address = "") => safeHref(merge(address, encodeURIComponent), document.baseURI),
    close() {
      targets.close();
      root.remove();
    },
  };
};
