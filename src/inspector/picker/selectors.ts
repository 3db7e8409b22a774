import { finder } from "@medv/finder";
import { frameOf } from "../../widgets/page/tree.ts";
import { createAvoid, isGenerated } from "./generated.ts";

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
/** Longer ones hold texts or records. */
const VALUE_AT_MOST = 60;

type Root = Document | ShadowRoot;

export interface Selectors {
  /** By an attribute of its own that means something, if it alone has it. */
  byAttribute(): string | undefined;
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
    if (name === "href") return /^\/?[a-z]/i.test(value) && !/[?#]|\d{4}|:/.test(value) && isWritten(value);
    if (name === "name" || name === "type") return isWritten(value);
    return (
      /^data-/.test(name) && !STATES.test(name) && isWritten(name) && isWritten(value) && !/\s/.test(value)
    );
  };

  function byAttributeIn(one: Element, root: Root): string | undefined {
    const { id, localName } = one;
    const found = [...one.attributes].filter(({ name, value }) => name !== "type" && isStable(name, value));
    const rank = ({ name }: Attr): number => {
      const place = TEST_IDS.indexOf(name);
      return place >= 0 ? place : name.startsWith("data-") ? 60 : name === "name" ? 61 : 62;
    };
    const selectors = found.map((attribute): readonly [number, string] => {
      const { name, value } = attribute;
      const tag = rank(attribute) > 60 ? localName : "";
      return [rank(attribute), `${tag}[${name}=${JSON.stringify(value)}]`];
    });
    if (id && isWritten(id)) selectors.push([50, `#${CSS.escape(id)}`]);
    return selectors
      .toSorted(([a], [b]) => a - b)
      .map(([, selector]) => selector)
      .find((selector) => isOnly(selector, one, root));
  }

  function byPath(one: Element, root: Root, className: (name: string) => boolean): string | undefined {
    try {
      const found = finder(one, {
        root: root as unknown as Element,
        idName: isWritten,
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
    byAttribute: () => {
      const own = byAttributeIn(element, element.getRootNode() as Root);
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
