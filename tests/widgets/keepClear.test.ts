import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { getLift } from "../../src/widgets/frame/keepClear.ts";
import { overlap } from "../../src/widgets/page/place/pointer.ts";

const pill = { x: 700, y: 540, width: 200, height: 44 };
const bubble = { x: 860, y: 520, width: 60, height: 60 };

describe("how far our furniture goes out of the way", () => {
  test.for([
    ["not at all where nothing is", pill, [], 0],
    ["not at all where what is there has no size", pill, [{ ...bubble, width: 0 }], 0],
    ["not at all where what is there is in the other corner", pill, [{ ...bubble, x: 20 }], 0],
    ["above it, with 12 px between", pill, [bubble], 520 - 12 - 44 - 540],
    ["above a second one on top of it", pill, [bubble, { ...bubble, y: 450 }], 450 - 12 - 44 - 540],
    ["below it at the upper edge", { ...pill, y: 16 }, [{ ...bubble, y: 20 }], 20 + 60 + 12 - 16],
    ["not at all for a chat that is open", pill, [{ x: 600, y: 40, width: 320, height: 540 }], 0],
  ] as const)("%s", ([, box, taken, by]) => {
    expect(getLift(box, taken, 600)).toBe(by);
  });

  test("where it goes, it lies over nothing of the page's", () => {
    const size = fc.integer({ min: 0, max: 200 });
    const area = fc.record({ x: size, y: fc.integer({ min: 0, max: 600 }), width: size, height: size });
    fc.assert(
      fc.property(area, fc.array(area, { maxLength: 5 }), (box, taken) => {
        const by = getLift(box, taken, 600);
        const moved = { ...box, y: box.y + by };
        const drawn = taken.filter(({ width, height }) => width > 0 && height > 0);
        if (by) expect(drawn.filter((one) => overlap(one, moved))).toEqual([]);
      }),
    );
  });
});
