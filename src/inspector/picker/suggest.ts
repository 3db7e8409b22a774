import type { Target } from "../../sdk/stage.ts";
import { accessibleName, hasRole, roleSelector, tidy } from "../../widgets/page/find/accessibleName.ts";
import { findAll } from "../../widgets/page/find/target.ts";
import { isGenerated } from "./generated.ts";
import { createSelectors } from "./selectors.ts";

/** One way to find an element, as a config writes it. */
export type Way = string | { readonly role: string; readonly name: string } | { readonly text: string };

export interface Suggestion {
  /** The config's `target`: a way, or several of which the first that is there counts. */
  readonly target: Way | readonly Way[];
  /** How many elements it finds now. */
  readonly matches: number;
  /** What will break it, a sentence for each. */
  readonly risks: readonly string[];
}

/** Roles that a reader knows something by. */
const ROLES = [
  "button",
  "link",
  "checkbox",
  "radio",
  "switch",
  "tab",
  "menuitem",
  "option",
  "combobox",
  "searchbox",
  "spinbutton",
  "slider",
  "textbox",
  "heading",
  "img",
];
/** Longer names are texts, which change. */
const NAME_AT_MOST = 60;

/** Ways to find `element` again, the best one first. Names of classes, ids and attributes in `avoid` are not used. */
export function suggestTargets(element: Element, avoid: readonly string[] = []): Suggestion[] {
  const selectors = createSelectors(element, avoid);
  const own = selectors.byAttribute();
  const named = byName(element);
  const said = byText(element);
  const place = selectors.byPlace();
  const known = [own, named, said, place, selectors.byClass()].filter((way) => way !== undefined);
  const single = known.filter((way, i) => known.indexOf(way) === i).map((way) => judge(way, element));
  const sure = single.filter(({ matches }) => matches === 1);
  if (own !== undefined || sure.length === 0) return single;
  // A name outlives a change of the page, and a place a translation: one of them is there still.
  const [words, path] = [named ?? said, place].map(
    (way) => sure.find(({ target }) => target === way)?.target,
  );
  if (!words || !path) return [...sure, ...single.filter((one) => !sure.includes(one))];
  const both = { target: [words as Way, path as Way], matches: 1, risks: [] };
  return [both, ...single];
}

function judge(way: Way, element: Element): Suggestion {
  const found = new Set(findAll(toSeeks(way)));
  const isMet = found.has(element);
  return { target: way, matches: isMet ? found.size : 0, risks: getRisks(way, found.size) };
}

export const toSeeks = (target: Suggestion["target"]): Target =>
  ([] as Way[]).concat(target as Way).map((way) => (typeof way === "string" ? { css: way } : way));

function getRisks(way: Way, matches: number): string[] {
  const risks: string[] = [];
  if (matches > 1) risks.push(`${matches} elements fit: the first that can be seen is taken.`);
  if (typeof way !== "string") return [...risks, "It goes by words: a new text or a translation breaks it."];
  const names = [...way.matchAll(/[.#]((?:\\.|[\w-])+)/g)].map(([, name]) => name!.replaceAll("\\", ""));
  for (const name of names.filter(isGenerated))
    risks.push(`"${name}" looks generated: the next build may have another.`);
  if (/:nth-|>/.test(way.replaceAll(">>>", "")))
    risks.push("It goes by the place of elements: it breaks where one comes before it or around it.");
  else if (/\./.test(way)) risks.push("It goes by classes: a new design breaks it.");
  return risks;
}

function byName(element: Element): Way | undefined {
  const given = element.getAttribute("role")?.trim().split(/\s+/, 1)[0];
  const role = given || ROLES.find((one) => element.matches(roleSelector(one)));
  if (!role || !hasRole(element, role)) return undefined;
  const name = accessibleName(element);
  return name && name.length <= NAME_AT_MOST ? { role, name } : undefined;
}

function byText(element: Element): Way | undefined {
  const text = tidy(element.textContent);
  const isInnermost = ![...element.children].some((child) => tidy(child.textContent) === text);
  return text && text.length <= NAME_AT_MOST && isInnermost ? { text } : undefined;
}
