import type { Page } from "playwright-core";

/** Red, green and blue, from 0 to 255. */
export type Color = readonly [number, number, number];

/** Colours that elements in our roots have, however their stylesheet writes them. */
export const readColors = (
  page: Page,
  wanted: ReadonlyArray<readonly [selector: string, property: string]>,
): Promise<Color[]> =>
  page.evaluate((asked) => {
    const roots = [...document.querySelectorAll("milepost-root,milepost-slot")];
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true })!;
    return asked.map(([selector, property]) => {
      const element = roots.flatMap((root) => root.shadowRoot?.querySelector(selector) ?? [])[0]!;
      canvas.fillStyle = getComputedStyle(element).getPropertyValue(property);
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
      return [r!, g!, b!] as const;
    });
  }, wanted);

/** The contrast of two colours as WCAG 2 has it, from 1 to 21. */
export function getContrast(one: Color, other: Color): number {
  const [low, high] = [getLuminance(one), getLuminance(other)].toSorted((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
}

function getLuminance([r, g, b]: Color): number {
  const linear = (channel: number): number => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}
