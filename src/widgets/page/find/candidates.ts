import type { Seek, Target } from "../../../sdk/stage.ts";
import { attempt } from "../attempt.ts";

export type Root = Document | ShadowRoot;
/** Told of each root that was searched, and of each element that may get one later. */
export type OnRoot = (root: Root | Element) => void;

/** A way that leads to an element by what people call it. */
export type Words = Exclude<Seek, { readonly css: string }>;

/** Finds by words. A file of its own, as most plans find by selectors alone. */
export interface ByWords {
  candidates(seek: Words, onRoot: OnRoot): Element[];
  answers(seek: Words, element: Element): boolean;
}

let byWords: ByWords | undefined;

/** From now on words lead somewhere too. Until then they lead nowhere: whoever has a plan with some calls this first. */
export const learnWords = (how: ByWords): void => {
  byWords = how;
};

/** Whether it can only be found once `learnWords` was called. */
export const hasWords = (target: Target): boolean => target.some((seek) => !("css" in seek));

/** All elements that any of its ways lead to, hidden ones too. */
export const findAll = (target: Target, onRoot?: OnRoot): Element[] =>
  target.flatMap((seek) => attempt(() => candidates(seek, onRoot)) ?? []);

export const candidates = (seek: Seek, onRoot: OnRoot = () => {}): Element[] => {
  onRoot(document);
  if (!("css" in seek)) return byWords?.candidates(seek, onRoot) ?? [];
  const parts = seek.css.split(">>>");
  const last = parts.pop()!;
  let roots: Root[] = [document];
  for (const part of parts) {
    roots = roots.flatMap((root) =>
      [...root.querySelectorAll(part)].flatMap((host) => {
        const inner = host.shadowRoot ?? (host as HTMLIFrameElement).contentDocument;
        onRoot(host);
        if (inner) onRoot(inner);
        return inner ?? [];
      }),
    );
  }
  return roots.flatMap((root) => [...root.querySelectorAll(last)]);
};

/** Whether it is what `seek` leads to, as far as the element itself says that. */
export const answers = (seek: Seek, element: Element): boolean =>
  "css" in seek
    ? !!attempt(() => element.matches(seek.css.split(">>>").pop()!))
    : !!byWords?.answers(seek, element);
