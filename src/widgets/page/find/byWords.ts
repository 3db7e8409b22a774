import { accessibleName, hasRole, roleSelector, tidy } from "./accessibleName.ts";
import type { ByWords, OnRoot, Root } from "./candidates.ts";

/** Finds elements by their role and name, or by their text. */
export const byWords: ByWords = {
  candidates: (seek, onRoot) =>
    openRoots(onRoot).flatMap((root) =>
      "text" in seek
        ? byText(tidy(seek.text), root)
        : [...root.querySelectorAll(roleSelector(seek.role))].filter((one) => byWords.answers(seek, one)),
    ),
  answers(seek, element) {
    if ("text" in seek) return tidy(element.textContent) === tidy(seek.text);
    return (
      hasRole(element, seek.role) &&
      (seek.name === undefined || accessibleName(element).toLowerCase() === tidy(seek.name).toLowerCase())
    );
  },
};

/** The page and all open shadow roots in it; what is ours is no part of it. */
const openRoots = (onRoot: OnRoot): Root[] => {
  const roots: Root[] = [document];
  // It grows while it is walked through.
  for (const root of roots)
    for (const element of root.querySelectorAll("*")) {
      const { shadowRoot, localName } = element;
      if (localName.startsWith("milepost-")) continue;
      if (shadowRoot) {
        onRoot(shadowRoot);
        roots.push(shadowRoot);
      } else if (localName.includes("-") && !customElements.get(localName)) onRoot(element);
    }
  return roots;
};

/** The innermost elements that say `wanted` and nothing else. It starts from text nodes, so that most are passed at once. */
const byText = (wanted: string, root: Root): Element[] => {
  const found: Element[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const piece = tidy(node.nodeValue);
    if (!piece || !wanted.startsWith(piece)) continue;
    for (let element = node.parentElement; element; element = element.parentElement) {
      const text = tidy(element.textContent);
      if (text === wanted) found.push(element);
      if (text.length >= wanted.length) break;
    }
  }
  return found;
};
