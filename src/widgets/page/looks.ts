import { looksDark } from "./scheme.ts";
import { frameOf, parentOf } from "./tree.ts";

/** What a guide takes over from the page around it. */
export interface Looks {
  readonly scheme: "light" | "dark";
  readonly font: string;
  readonly direction: string;
}

/** Who has less room than a card, in pixels, is no surroundings: a bar, a button, a chip. */
const WIDTH = 300;
const HEIGHT = 200;
/** The share of a box that fills it, whatever stands beside it. */
const MOST = 0.6;

/** @param probe see `looksDark`. */
export const readLooks = (element: Element, probe: HTMLElement): Looks => {
  const { fontFamily: font, direction } = getComputedStyle(element);
  return { scheme: looksDark(element, probe) ? "dark" : "light", font, direction };
};

/** What is around a guide beside `element`: its dialog, or the nearest box in our document that would hold a card. */
export const surroundingsOf = (element: Element): Element => {
  const frame = frameOf(element);
  if (frame) return surroundingsOf(frame);
  const box = parentOf(element);
  if (!box || box === document.body) return document.body;
  if (isVeil(box)) return element;
  if (box.matches(":modal")) return box;
  const { width, height } = box.getBoundingClientRect();
  return width >= WIDTH && height >= HEIGHT ? box : surroundingsOf(box);
};

const DIALOG = ":is([role=dialog],[role=alertdialog],[aria-modal=true])";

/** What a dialog lies on, over the whole window: it darkens the page, and what is in the dialog does not look like it. */
const isVeil = (box: Element): boolean => {
  if (!box.matches(`${DIALOG},:has(>${DIALOG})`)) return false;
  const { position, backgroundColor } = getComputedStyle(box);
  const isTranslucent = /^(transparent|rgba\(|.*\/)/.test(backgroundColor);
  return position === "fixed" && isTranslucent && seenOf(box) >= innerWidth * innerHeight * MOST;
};

/** What fills `box`, from the outside in: many products keep their theme on an element in the body. */
export const fillerOf = (box: Element, own: Element): Element => {
  const whole = box === document.body ? innerWidth * innerHeight : seenOf(box);
  const least = isVeil(box) ? 1 : whole * MOST;
  const inner = [...box.children].find(
    (child) => child !== own && child.childElementCount > 0 && seenOf(child) >= least,
  );
  return inner && whole > 0 ? fillerOf(inner, own) : box;
};

/** How much of the window it takes, in square pixels. */
const seenOf = (element: Element): number => {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const width = Math.min(right, innerWidth) - Math.max(left, 0);
  const height = Math.min(bottom, innerHeight) - Math.max(top, 0);
  return width > 0 && height > 0 ? width * height : 0;
};
