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
        .map((id) => root.getElementById(id)?.textContent)
        .join(" "),
    ) ||
    read("aria-label") ||
    tidy(isField && labels ? [...labels].map((label) => label.textContent).join(" ") : "") ||
    read("alt") ||
    (isField ? /^(button|submit|reset)$/.test(type) && read("value") : textOf(element)) ||
    read("title") ||
    read("placeholder")
  );
};

/** The text in it, or what its picture is called where there is none. */
const textOf = (element: Element): string => {
  const picture = element.querySelector("[alt],[aria-label]");
  return tidy(element.textContent) || (picture ? accessibleName(picture) : "");
};
