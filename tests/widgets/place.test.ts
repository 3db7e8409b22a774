import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeBeside, type Side } from "../../src/widgets/place.ts";

const WINDOW = { width: 1000, height: 800 };
const CARD = { width: 300, height: 150 };

describe("a card", () => {
  it.each([
    [
      "stands below, beginning with its target",
      "bottom",
      { x: 100, y: 100, width: 120, height: 40 },
      { side: "bottom", x: 100, y: 154, at: 60 },
    ],
    [
      "stands above where below is no room",
      "bottom",
      { x: 100, y: 700, width: 120, height: 40 },
      { side: "top", x: 100, y: 536, at: 60 },
    ],
    [
      "stands at the right",
      "right",
      { x: 100, y: 100, width: 120, height: 40 },
      { side: "right", x: 234, y: 96, at: 24 },
    ],
    [
      "goes to the left where the right is no room",
      "right",
      { x: 800, y: 100, width: 120, height: 60 },
      { side: "left", x: 486, y: 100, at: 30 },
    ],
    [
      "is pushed into the window",
      "bottom",
      { x: 900, y: 100, width: 90, height: 40 },
      { side: "bottom", x: 692, y: 154, at: 253 },
    ],
    [
      "points at the middle of a small target",
      "bottom",
      { x: 500, y: 100, width: 20, height: 20 },
      { side: "bottom", x: 486, y: 134, at: 24 },
    ],
    [
      "stands beside what is as high as the window",
      "bottom",
      { x: 100, y: 0, width: 200, height: 800 },
      { side: "right", x: 314, y: 8, at: 75 },
    ],
    [
      "stands on what fills the window",
      "bottom",
      { x: 0, y: 0, width: 1000, height: 800 },
      { side: "over", x: 8, y: 642, at: 150 },
    ],
  ] as const)("%s", (_, wanted, anchor, spot) => {
    expect(placeBeside(anchor, CARD, WINDOW, wanted, false)).toEqual(spot);
  });

  it("ends with its target where one reads from the right", () => {
    const anchor = { x: 600, y: 100, width: 120, height: 40 };
    expect(placeBeside(anchor, CARD, WINDOW, "bottom", true)).toEqual({
      side: "bottom",
      x: 420,
      y: 154,
      at: 240,
    });
  });
});

const side = fc.constantFrom<Side>("top", "bottom", "left", "right");
const anchor = fc.record({
  x: fc.integer({ min: 0, max: 900 }),
  y: fc.integer({ min: 0, max: 700 }),
  width: fc.integer({ min: 1, max: 1000 }),
  height: fc.integer({ min: 1, max: 800 }),
});

it("is always whole in the window, and covers its target only where there is no room beside it", () => {
  fc.assert(
    fc.property(anchor, side, fc.boolean(), (target, wanted, isLeftward) => {
      const spot = placeBeside(target, CARD, WINDOW, wanted, isLeftward);
      expect(spot.x).toBeGreaterThanOrEqual(8);
      expect(spot.y).toBeGreaterThanOrEqual(8);
      expect(spot.x + CARD.width).toBeLessThanOrEqual(WINDOW.width - 8);
      expect(spot.y + CARD.height).toBeLessThanOrEqual(WINDOW.height - 8);
      const apart =
        spot.x >= target.x + target.width ||
        spot.x + CARD.width <= target.x ||
        spot.y >= target.y + target.height ||
        spot.y + CARD.height <= target.y;
      const hasRoom = (at: number, length: number, card: number, window: number) =>
        at - 14 - card >= 8 || at + length + 14 + card <= window - 8;
      const fits =
        hasRoom(target.x, target.width, CARD.width, WINDOW.width) ||
        hasRoom(target.y, target.height, CARD.height, WINDOW.height);
      expect(spot.side !== "over").toBe(fits);
      expect(apart || !fits).toBe(true);
    }),
  );
});
