/** Elements that have a role without saying so. A role that is not listed is found by its attribute alone. */
const IMPLICIT: Readonly<Record<string, string>> = {
  button: "button,summary,input:is([type=button],[type=submit],[type=reset],[type=image])",
  link: "a[href],area[href]",
  textbox: "textarea,input:is(:not([type]),[type=text],[type=email],[type=tel],[type=url])",
  searchbox: "input[type=search]",
  spinbutton: "input[type=number]",
  checkbox: "input[type=checkbox]",
  radio: "input[type=radio]",
  combobox: "select",
  heading: "h1,h2,h3,h4,h5,h6",
  img: "img",
};

/** A selector for all elements that may have `role`. */
export const roleSelector = (role: string): string =>
  `[role~="${CSS.escape(role)}"]${Object.hasOwn(IMPLICIT, role) ? `,${IMPLICIT[role]}` : ""}`;

/** Whether `element` has `role`; the first token of a role attribute hides the role that it had by itself. */
export const hasRole = (element: Element, role: string): boolean => {
  const given = element.getAttribute("role")?.trim().split(/\s+/, 1)[0];
  return given ? given === role : element.matches(roleSelector(role));
};

/** White space as a reader sees it. */
export const tidy = (text: string | null | undefined): string => (text ?? "").replace(/\s+/g, " ").trim();

/**
 * The name that a screen reader would say, by the usual sources in their order: `aria-labelledby`, `aria-label`, labels,
 * `alt`, a button's `value`, the text, `title`, `placeholder`. Generated content is left out.
 */
export const accessibleName = (element: Element): string => {
  const root = element.getRootNode() as Document | ShadowRoot;
  const read = (name: string) => tidy(element.getAttribute(name));
  const ids = read("aria-labelledby");
  const { labels, type } = element as HTMLInputElement;
  const isField = /^(input|select|textarea)$/i.test(element.localName);
  return (
    tidy(
      ids
        .split(" ")
        .map((id) => nameOfPart(root.getElementById(id)))
        .join(" "),
    ) ||
    read("aria-label") ||
    tidy(isField && labels ? [...labels].map((label) => contentOf(label, element)).join(" ") : "") ||
    read("alt") ||
    (isField ? /^(button|submit|reset)$/.test(type) && read("value") : tidy(contentOf(element))) ||
    read("title") ||
    read("placeholder")
  );
};

/** What is named by its id counts even where it is hidden. */
const nameOfPart = (element: Element | null): string =>
  element
    ? tidy(element.getAttribute("aria-label")) || tidy(contentOf(element)) || tidy(element.textContent)
    : "";

/**
 * The text in it as it is read out: through slots and open shadow roots, without what is hidden from readers, and with
 * what pictures and parts are called by themselves.
 * @param field What a label is of is no part of its text.
 */
const contentOf = (node: Node, field?: Element): string => {
  if (node.nodeType === Node.TEXT_NODE) return node.nodeValue ?? "";
  return childNodesOf(node as Element)
    .map((child) => (isElement(child) ? (child === field ? "" : partOf(child, field)) : contentOf(child)))
    .join("");
};

const partOf = (element: Element, field: Element | undefined): string => {
  const { display, visibility } = getComputedStyle(element);
  const isHidden = display === "none" || visibility === "hidden" || element.matches(SILENT);
  if (isHidden) return "";
  const text =
    tidy(element.getAttribute("aria-label")) || element.getAttribute("alt") || contentOf(element, field);
  // Blocks are words apart, whatever stands between them in the page's source.
  return /^inline/.test(display) ? text : ` ${text} `;
};

const SILENT = "[aria-hidden=true],script,style,template,noscript";

const isElement = (node: Node): node is Element => node.nodeType === Node.ELEMENT_NODE;

const childNodesOf = (element: Element): Node[] => {
  const assigned = element.localName === "slot" ? (element as HTMLSlotElement).assignedNodes() : [];
  return assigned.length ? assigned : [...(element.shadowRoot ?? element).childNodes];
};
