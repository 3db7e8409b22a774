import type { Target } from "../../sdk/stage.ts";
import { accessibleName, hasRole, roleSelector, tidy } from "../../widgets/page/find/accessibleName.ts";
import { findAll } from "../../widgets/page/find/candidates.ts";
import { findTarget } from "../../widgets/page/find/target.ts";
import { findGenerated } from "./generated.ts";
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

export interface SuggestOptions {
  /** Names of classes, ids and attributes that are not used. */
  readonly avoid?: readonly string[];
  /** The target that the config has for it: its words of other languages stay. */
  readonly known?: Target | undefined;
}

/** Ways to find `element` again, the best one first. */
export function suggestTargets(
  element: Element,
  { avoid = [], known = [] }: SuggestOptions = {},
): Suggestion[] {
  const selectors = createSelectors(element, avoid);
  const own = selectors.byAttribute();
  const words = [byName(element), byText(element)];
  const picture = selectors.byPicture();
  const places = [picture, selectors.byPlace()];
  const ways = [own, ...words, ...places, selectors.byClass()].filter((way) => way !== undefined);
  const single = ways.filter((way, i) => ways.indexOf(way) === i).map((way) => judge(way, element));
  if (own !== undefined) return single;
  const [word] = pick(words, single, element);
  // Words outlive a change of the page, and a picture or a place outlives a translation: one of them is there still.
  const best = [word, ...pick(places, single, element)].filter((one) => one !== undefined);
  const foreign = known.filter(isForeign);
  if (best.length === 0 || foreign.length + best.length < 2)
    return [...best, ...single.filter((one) => !best.includes(one))];
  const several = word && word.matches > 1 ? word.risks.slice(0, 1) : [];
  const elsewhere = foreign.length > 0 ? [STAYS] : picture === undefined && word ? [ELSEWHERE] : [];
  const target = [...foreign, ...best.map((one) => one.target as Way)];
  return [{ target, matches: 1, risks: [...several, ...elsewhere] }, ...single];
}

const ELSEWHERE =
  "In another language it goes by its place, which a new build may give to another element: pick it for its guide in that language too.";
const STAYS =
  "It keeps the words that the config has for other languages: take out what no page says any more.";

/** Words that nothing on this page has: they are in another language. */
const isForeign = (seek: Target[number]): seek is Exclude<Target[number], { readonly css: string }> & Way =>
  !("css" in seek) && findAll([seek]).length === 0;

/** Those of `ways` that lead to it: what finds it alone stands first. */
const pick = (
  ways: readonly (Way | undefined)[],
  judged: readonly Suggestion[],
  element: Element,
): Suggestion[] =>
  judged
    .filter(({ target, matches }) => ways.includes(target as Way) && leadsTo(target, matches, element))
    .toSorted((a, b) => Number(b.matches === 1) - Number(a.matches === 1));

/** Of several that fit, the first that can be seen is taken. */
const leadsTo = (target: Suggestion["target"], matches: number, element: Element): boolean =>
  matches === 1 || (matches > 1 && findTarget(toSeeks(target)) === element);

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
  for (const name of findGenerated(way))
    risks.push(`"${name}" looks generated: the next build may have another.`);
  if (way.includes(":has(")) risks.push("It goes by its picture: another one breaks it.");
  else if (/:nth-|>/.test(way.replaceAll(">>>", "")))
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
