import type { Undo } from "../../sdk/stage.ts";
import { attempt } from "./attempt.ts";
import { fillerOf, type Looks, readLooks, surroundingsOf } from "./looks.ts";
import { parentOf } from "./tree.ts";

export interface Dress {
  /**
   * Looks at what is around `anchor`; the function that is returned lets a box look like that, until the undo. Who draws
   * the box in between has the page laid out once.
   */
  dress(anchor: Element): (box: HTMLElement) => Undo;
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
  /** As it was read last, and where: to ask anew costs two layouts. */
  let given: ReturnType<typeof readGiven> | undefined;
  let home: Element | undefined;
  /** What is around it, and whether it has font and direction from there. */
  const place = (box: HTMLElement, anchor: Element | undefined): readonly [Element, boolean] | undefined => {
    if (anchor) return [surroundingsOf(anchor), false];
    return box.parentElement ? [box.parentElement, true] : undefined;
  };
  const follow = (): Iterable<Element> => {
    const chain = new Set<Element>();
    const parent = host.parentElement;
    if (!parent) return chain;
    const now = readGiven();
    given = now;
    home = parent;
    // All is read before anything is written, so that the page is laid out once.
    const writes: Array<() => void> = [];
    const look = (box: HTMLElement, around: Element, isInFlow: boolean) => {
      const looks = readLooks(around, probe);
      writes.push(() => wear(box, looks, now, isInFlow));
      for (let at: Element | null = around; at; at = parentOf(at)) chain.add(at);
    };
    look(host, fillerOf(parent, host), false);
    for (const [box, anchor] of boxes)
      attempt(() => {
        const found = place(box, anchor);
        if (found) look(box, ...found);
      });
    for (const write of writes) write();
    return chain;
  };
  const add = (box: HTMLElement, anchor: Element | undefined, wearOwn: () => void): Undo => {
    boxes.set(box, anchor);
    attempt(() => (!given || home !== host.parentElement ? follow() : wearOwn()));
    return () => boxes.delete(box);
  };
  return {
    dress(anchor) {
      const looks = attempt(() => readLooks(surroundingsOf(anchor), probe));
      return (box) => add(box, anchor, () => looks && wear(box, looks, given!, false));
    },
    dressInline: (box) =>
      add(box, undefined, () => {
        const { parentElement } = box;
        if (parentElement) wear(box, readLooks(parentElement, probe), given!, true);
      }),
    follow,
  };
};
