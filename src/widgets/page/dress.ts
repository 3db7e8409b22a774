import type { Undo } from "../../sdk/stage.ts";
import { attempt } from "./attempt.ts";
import { fillerOf, type Looks, readLooks, surroundingsOf } from "./looks.ts";
import { parentOf } from "./tree.ts";

export interface Dress {
  /** Lets `box` look like what is around `anchor`, until the undo. */
  dress(box: HTMLElement, anchor: Element): Undo;
  /** The same for an element of ours that stands in the page: font and direction it has from there. */
  dressInline(host: HTMLElement): Undo;
  /** Looks at the page anew. Answers with the elements that the page may say it by. */
  follow(): Iterable<Element>;
}

/**
 * Lets our element look like what fills the page, and each card like what is around its target: light or dark, font and
 * direction. What the page's styles say of our element itself wins over that.
 * @param probe see `looksDark`.
 * @param direction that of the reader's language, where it is not the page's that counts.
 */
export const createDress = (host: HTMLElement, probe: HTMLElement, direction?: string): Dress => {
  const boxes = new Map<HTMLElement, Element | undefined>();

  /** What the page's styles say of our element, as far as it is not what they say of what is around it. */
  const readGiven = () => {
    host.style.colorScheme = host.style.fontFamily = "";
    const [own, around] = [getComputedStyle(host), getComputedStyle(host.parentElement!)];
    return {
      scheme: own.colorScheme !== around.colorScheme && own.colorScheme,
      font: own.fontFamily !== around.fontFamily || own.getPropertyValue("--milepost-font"),
    };
  };
  const wear = (
    box: HTMLElement,
    looks: Looks,
    given: ReturnType<typeof readGiven>,
    isInFlow: boolean,
  ): void => {
    box.style.colorScheme = given.scheme || looks.scheme;
    if (isInFlow) return;
    box.style.fontFamily = given.font ? "" : looks.font;
    box.dir = direction ?? looks.direction;
  };
  const follow = (): Iterable<Element> => {
    const chain = new Set<Element>();
    const parent = host.parentElement;
    if (!parent) return chain;
    const given = readGiven();
    const look = (box: HTMLElement, around: Element, isInFlow: boolean) => {
      wear(box, readLooks(around, probe), given, isInFlow);
      for (let at: Element | null = around; at; at = parentOf(at)) chain.add(at);
    };
    look(host, fillerOf(parent, host), false);
    for (const [box, anchor] of boxes)
      attempt(() =>
        anchor
          ? look(box, surroundingsOf(anchor), false)
          : box.parentElement && look(box, box.parentElement, true),
      );
    return chain;
  };
  const add = (box: HTMLElement, anchor?: Element): Undo => {
    boxes.set(box, anchor);
    attempt(follow);
    return () => boxes.delete(box);
  };
  return { dress: add, dressInline: add, follow };
};
