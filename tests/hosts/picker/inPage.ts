/** Runs in a kit's page: the picker, and what finds a target again. */
import { type Suggestion, suggestTargets, toSeeks } from "../../../src/inspector/picker/suggest.ts";
import { byWords } from "../../../src/widgets/page/find/byWords.ts";
import { learnWords } from "../../../src/widgets/page/find/candidates.ts";
import { findTarget } from "../../../src/widgets/page/find/target.ts";

export interface InPage {
  readonly picking: {
    /** Notes which elements have a mark, and takes the marks away, so that nothing can be found by them. */
    note(isOpen: boolean): void;
    /** @param known The target that a config has for it already. */
    suggest(name: string, known?: Suggestion["target"]): Suggestion["target"];
    /** Whether the target leads to the element that had this mark: `wrong` is another one. */
    find(target: Suggestion["target"], name: string): "found" | "lost" | "wrong";
    get(name: string): Element | undefined;
    /** A target or an element in a few words. */
    tell(name: string): string;
  };
}

learnWords(byWords);

/** What a person presses or reads. */
const MEANT =
  "a,button,input:not([type=hidden]),select,textarea,td,[role]:not([role=presentation],[role=none],[role=group],[role=img],[role=progressbar]),[tabindex]";

const marked = new Map<string, Element>();

/** The element that a mark is meant for: `up` around it, `self` itself, else itself or the first such thing within it. */
function resolve(holder: Element, mark: string): [string, Element | null | undefined] {
  const [, way, name = ""] = /^(?:(up|self) )?(.*)$/.exec(mark)!;
  if (way === "self") return [name, holder];
  if (way === "up") return [name, holder.closest("td,[role]")];
  return [name, holder.matches(MEANT) ? holder : within(holder)];
}

function within(root: Element | ShadowRoot): Element | undefined {
  const inside = root instanceof Element && root.shadowRoot ? within(root.shadowRoot) : undefined;
  if (inside) return inside;
  for (const one of root.querySelectorAll("*")) {
    if (one.matches(MEANT)) return one;
    const inner = one.shadowRoot && within(one.shadowRoot);
    if (inner) return inner;
  }
  return undefined;
}

const picking: InPage["picking"] = {
  note(isOpen) {
    for (const holder of document.querySelectorAll("[data-mark]")) {
      const [name, element] = resolve(holder, holder.getAttribute("data-mark")!);
      // Some menus are there before they are open.
      if (name === "menu item" && !isOpen) continue;
      if (element) marked.set(name, element);
      holder.removeAttribute("data-mark");
    }
  },
  get: (name) => marked.get(name),
  suggest: (name, known = []) => suggestTargets(marked.get(name)!, { known: toSeeks(known) })[0]!.target,
  find(target, name) {
    const found = findTarget(toSeeks(target));
    return found === marked.get(name) ? "found" : found ? "wrong" : "lost";
  },
  tell(name) {
    const { localName, outerHTML } = marked.get(name) ?? { localName: "none", outerHTML: "" };
    return `${localName} ${outerHTML.slice(0, 200)}`;
  },
};
Object.assign(window, { picking });
