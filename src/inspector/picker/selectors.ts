import { finder } from "@medv/finder";
import { frameOf } from "../../widgets/page/tree.ts";
import { createAvoid, isCounted, isGenerated } from "./generated.ts";

/** Attributes that are there to be found by. */
const TEST_IDS = [
  "data-tour",
  "data-testid",
  "data-test-id",
  "data-test",
  "data-cy",
  "data-qa",
  "data-pw",
  "data-automation-id",
];
/** What they say changes while the page is used. */
const STATES =
  /^data-.*(state|open|active|select|focus|hover|index|theme|mode|side|align|expanded|checked|disabled|loading|value|count|highlight|placement|orientation)/;
/** Where such things stand is known by more than their tags. */
const PLACES = /^(tablist|toolbar|menu|menubar|listbox|grid|row|search|navigation|main|banner|form|dialog)$/;
/** Most things have these types, whatever they are. */
const COMMON_TYPES = ["button", "text"];
/** So much of a drawing tells it from others. */
const DRAWING_AT_MOST = 32;
/** Longer ones hold texts or records. */
const VALUE_AT_MOST = 60;

type Root = Document | ShadowRoot;

export interface Selectors {
  /** By an attribute of its own that names it, if it alone has it. */
  byAttribute(): string | undefined;
  /** By the picture in it, if it alone has that. */
  byPicture(): string | undefined;
  /** The shortest way from what has such attributes, by tags and places, without a class. */
  byPlace(): string | undefined;
  /** The same by classes too that somebody has written. */
  byClass(): string | undefined;
}

/** CSS selectors for `element`, in the form of a target: `>>>` steps into shadow roots and frames. */
export function createSelectors(element: Element, avoid: readonly string[]): Selectors {
  const isAvoided = createAvoid(avoid);
  const isWritten = (name: string): boolean => !isGenerated(name) && !isAvoided(name);
  const isStable = (name: string, value: string): boolean => {
    if (isAvoided(name) || isAvoided(value) || value === "" || value.length > VALUE_AT_MOST) return false;
    if (TEST_IDS.includes(name)) return true;
    if (name === "href")
      return /^\/?[a-z]/i.test(value) && !/[?#:]/.test(value) && isWritten(value) && !isCounted(value);
    if (name === "role") return PLACES.test(value);
    if (name === "type") return !COMMON_TYPES.includes(value);
    if (name === "name") return isWritten(value);
    return (
      /^data-/.test(name) && !STATES.test(name) && isWritten(name) && isWritten(value) && !/\s/.test(value)
    );
  };

  const isOwnId = (id: string): boolean => isWritten(id) && !isCounted(id);

  /** Test ids, then an id, a name, an address. What a kit writes of a part, as `data-slot`, names none alone. */
  function byAttributeIn(one: Element, root: Root): string | undefined {
    const { id, localName } = one;
    const get = (name: string): string[] => {
      const value = one.getAttribute(name);
      return value !== null && isStable(name, value) ? [`[${name}=${JSON.stringify(value)}]`] : [];
    };
    const selectors = [
      ...TEST_IDS.flatMap(get),
      ...(id && isOwnId(id) ? [`#${CSS.escape(id)}`] : []),
      ...["name", "href"].flatMap(get).map((selector) => localName + selector),
    ];
    return selectors.find((selector) => isOnly(selector, one, root));
  }

  function byPictureIn(one: Element, root: Root): string | undefined {
    const drawings = [...one.querySelectorAll("svg")];
    if (drawings.length !== 1) return undefined;
    const path = drawings[0]!.querySelector("path[d]")?.getAttribute("d");
    const part = /#[\w-]+$/.exec(drawings[0]!.querySelector("use[href]")?.getAttribute("href") ?? "")?.[0];
    const inner = path
      ? `path[d^=${JSON.stringify(path.slice(0, DRAWING_AT_MOST).split("\n", 1)[0])}]`
      : part && `use[href$=${JSON.stringify(part)}]`;
    const selector = inner && `${one.localName}:has(${inner})`;
    return selector && isOnly(selector, one, root) ? selector : undefined;
  }

  function byPath(one: Element, root: Root, className: (name: string) => boolean): string | undefined {
    try {
      const found = finder(one, {
        root: root as unknown as Element,
        idName: isOwnId,
        className,
        attr: isStable,
        timeoutMs: 300,
        maxNumberOfPathChecks: 3000,
      });
      return isOnly(found, one, root) ? found : undefined;
    } catch {
      return undefined;
    }
  }

  /** Through the hosts and frames that it is in, from the outside in. */
  function cross(find: (one: Element, root: Root) => string | undefined): string | undefined {
    let selector = "";
    let at: Element | null = element;
    while (at) {
      const root = at.getRootNode() as Root;
      const found = (at === element ? undefined : byAttributeIn(at, root)) ?? find(at, root);
      if (found === undefined) return undefined;
      selector = selector ? `${found} >>> ${selector}` : found;
      at = "host" in root ? root.host : root === document ? null : (frameOf(at) ?? null);
    }
    return selector;
  }

  const byPlaceIn = (one: Element, root: Root): string | undefined => byPath(one, root, () => false);
  return {
    // What its host is found by has to name that too: each instance of a component has the same ids within.
    byAttribute: () => cross(byAttributeIn),
    byPicture: () => {
      const own = byPictureIn(element, element.getRootNode() as Root);
      return own && cross((one, root) => (one === element ? own : byPlaceIn(one, root)));
    },
    byPlace: () => cross(byPlaceIn),
    byClass: () => cross((one, root) => byPath(one, root, isWritten)),
  };
}

function isOnly(selector: string, element: Element, root: Root): boolean {
  const found = root.querySelectorAll(selector);
  return found.length === 1 && found[0] === element;
}
