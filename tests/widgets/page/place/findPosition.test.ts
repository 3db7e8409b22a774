import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  findPosition,
  type PositionOptions,
  SIDES,
  sideOf,
} from "../../../../src/widgets/page/place/findPosition.ts";
import { overlap } from "../../../../src/widgets/page/place/pointer.ts";

const room = { x: 0, y: 0, width: 1000, height: 800 };
const options = (more: Partial<PositionOptions> = {}): PositionOptions => ({
  width: 300,
  height: 150,
  room,
  sides: SIDES,
  isLeftward: false,
  pleases: () => true,
  ...more,
});
const box = (x: number, y: number, width = 100, height = 40) => ({ x, y, width, height });

describe("a card finds a spot", () => {
  it.each([
    ["below what is in the middle", box(400, 300), {}, { side: "bottom", x: 400, y: 354 }],
    ["above what is at the lower edge", box(400, 740), {}, { side: "top", x: 400, y: 576 }],
    ["below, moved in, at the right edge", box(890, 300), {}, { side: "bottom", x: 690, y: 354 }],
    ["beside what is as high as the window", box(100, 0, 100, 800), {}, { side: "right", x: 214 }],
    [
      "with its right edge at the target's, where a text runs leftward",
      box(400, 300),
      { isLeftward: true },
      { side: "bottom", x: 200 },
    ],
    [
      "on the next side where the first does not please",
      box(400, 300),
      { pleases: ({ y }: { y: number }) => y < 300 },
      { side: "top" },
    ],
  ] as const)("%s", async (_, target, more, spot) => {
    expect(await findPosition(target, options(more))).toMatchObject(spot);
  });

  it("and points its arrow at the middle of the target, however small that is", async () => {
    expect(await findPosition(box(400, 300), options())).toMatchObject({ x: 400, at: 50 });
    expect(await findPosition(box(400, 300, 10), options())).toMatchObject({ x: 382, at: 23 });
  });

  it("and says where all that there are are taken, or where there is none", async () => {
    expect(await findPosition(box(400, 300), options({ pleases: () => false }))).toBe("taken");
    expect(await findPosition(room, options())).toBeUndefined();
  });
});

const area = fc.record({
  x: fc.integer({ min: -200, max: 1100 }),
  y: fc.integer({ min: -200, max: 900 }),
  width: fc.integer({ min: 1, max: 1200 }),
  height: fc.integer({ min: 1, max: 1000 }),
});

describe("whatever the target, the card and the window,", () => {
  it("a spot is in the room and not on the target, and there is one wherever a side has room", async () => {
    const size = fc.record({
      width: fc.integer({ min: 100, max: 400 }),
      height: fc.integer({ min: 60, max: 500 }),
    });
    await fc.assert(
      fc.asyncProperty(
        area,
        size,
        fc.boolean(),
        fc.constantFrom(...SIDES),
        async (target, card, isLeftward, side) => {
          const spot = await findPosition(target, options({ ...card, isLeftward, sides: [side, ...SIDES] }));
          const isInWindow = overlap(target, room);
          if (!spot) {
            const [across, down] = [card.width + 22, card.height + 22];
            const hasRoom =
              isInWindow &&
              card.width + 16 <= room.width &&
              card.height + 16 <= room.height &&
              (target.y >= down ||
                target.x >= across ||
                room.height - target.y - target.height >= down ||
                room.width - target.x - target.width >= across);
            expect(hasRoom).toBe(false);
            return;
          }
          if (spot === "taken") throw new Error("taken by nobody");
          expect(overlap(spot, target)).toBe(false);
          expect([spot.x >= 0, spot.y >= 0]).toEqual([true, true]);
          expect([spot.x + spot.width <= room.width, spot.y + spot.height <= room.height]).toEqual([
            true,
            true,
          ]);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("the side that a config names", () => {
  it.each([
    ["auto", "bottom", "bottom"],
    ["start", "left", "right"],
    ["end", "right", "left"],
    ["top", "top", "top"],
  ] as const)("%s is %s, and %s where a text runs leftward", (placement, side, leftward) => {
    expect([sideOf(placement, false), sideOf(placement, true)]).toEqual([side, leftward]);
  });
});
