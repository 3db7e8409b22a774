/** How parts of a page are found, step by step: each starts from what the one before found. */
export type Step =
  | { readonly by: "css"; readonly selector: string }
  | { readonly by: "role"; readonly selector: string; readonly name: string | undefined }
  | { readonly by: "text"; readonly text: string }
  | { readonly by: "content"; readonly text: string; readonly isPattern: boolean }
  | { readonly by: "index"; readonly index: number };

/** Runs in the page, so that it uses nothing of what is around it. Open shadow roots are looked through. */
export function find(steps: readonly Step[]): Element[] {
  const within = (root: ParentNode): Element[] =>
    [...root.children].flatMap((one) => [
      one,
      ...(one.shadowRoot ? within(one.shadowRoot) : []),
      ...within(one),
    ]);
  const insideOf = (one: ParentNode): Element[] => [
    ...(one instanceof Element && one.shadowRoot ? within(one.shadowRoot) : []),
    ...within(one),
  ];
  const normalize = (text: string | null | undefined) =>
    (text ?? "").replace(/\s+/g, " ").trim().toLowerCase();
  const read = (one: Element): string =>
    normalize(
      one.textContent +
        insideOf(one)
          .map((inner) => inner.shadowRoot?.textContent ?? "")
          .join(" "),
    );
  const name = (one: Element): string => {
    const root = one.getRootNode() as Document | ShadowRoot;
    const by = (one.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => root.getElementById(id));
    const labels = [...((one as HTMLInputElement).labels ?? [])];
    const said = [...by, ...labels].map((label) => label?.textContent ?? "").join(" ");
    return normalize(said.trim() || one.ariaLabel || one.textContent);
  };
  const isSeen = (one: Element) =>
    one.checkVisibility({ visibilityProperty: true }) && !one.closest("[aria-hidden=true]");

  let found: (Document | Element)[] = [document];
  for (const step of steps) {
    const inside = () => [...new Set(found.flatMap(insideOf))];
    const elements = found.filter((one) => one instanceof Element);
    switch (step.by) {
      case "css":
        found = inside().filter((one) => one.matches(step.selector));
        break;
      case "role":
        found = inside().filter(
          (one) =>
            one.matches(step.selector) &&
            isSeen(one) &&
            (step.name === undefined || name(one).includes(normalize(step.name))),
        );
        break;
      case "text": {
        const has = (one: Element) => read(one).includes(normalize(step.text));
        found = inside().filter((one) => has(one) && ![...one.children].some(has));
        break;
      }
      case "content":
        found = elements.filter((one) =>
          step.isPattern
            ? new RegExp(step.text).test(one.textContent)
            : read(one).includes(normalize(step.text)),
        );
        break;
      case "index":
        found = elements.slice(step.index, step.index + 1);
    }
  }
  return found.filter((one) => one instanceof Element);
}
