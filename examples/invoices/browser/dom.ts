type Child = Node | string;

/** An element with its attributes and children; texts become text nodes. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/**
 * The element of this page with this id, of the kind that `type` says.
 * @throws when the page has none.
 */
export function getById<T extends HTMLElement>(id: string, type: new () => T): T {
  const node = document.getElementById(id);
  if (!(node instanceof type)) throw new Error(`This page has no ${type.name} #${id}`);
  return node;
}

export function write(id: string, text: string): void {
  getById(id, HTMLElement).textContent = text;
}

export function show(id: string, visible = true): void {
  getById(id, HTMLElement).hidden = !visible;
}

/** What was typed into the form, trimmed, by name. */
export function readForm(form: HTMLFormElement): Readonly<Record<string, string>> {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value).trim()]));
}

/**
 * Calls `send` instead of leaving the page; `intent` is the value of the button that was pressed. A form is hidden until
 * then: sent before its script has come, it would lose what was typed.
 */
export function onSubmit(form: HTMLFormElement, send: (intent: string) => void): void {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(event.submitter instanceof HTMLButtonElement ? event.submitter.value : "");
  });
  form.hidden = false;
}
