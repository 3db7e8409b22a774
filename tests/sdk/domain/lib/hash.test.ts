import { describe, expect, test } from "vitest";
import { hash53, hash128, murmur3 } from "../../../../src/sdk/domain/lib/hash.ts";
import { toShare } from "../../../../src/sdk/domain/lib/toShare.ts";

const SEED = 0x9747b28c;

describe("the hash", () => {
  // Published values of MurmurHash3_x86_32.
  test.each([
    ["", 0, 0],
    ["", 1, 0x514e28b7],
    ["", 0xffffffff, 0x81f16f39],
    ["a", SEED, 0x7fa09ea6],
    ["aa", SEED, 0x5d211726],
    ["aaa", SEED, 0x283e0130],
    ["aaaa", SEED, 0x5a97808a],
    ["ab", SEED, 0x74875592],
    ["abc", SEED, 0xc84a62dd],
    ["abcd", SEED, 0xf0478627],
    ["abc", 0, 0xb3dd93fa],
    ["test", 0, 0xba6bd213],
    ["Hello, world!", 0, 0xc0363e43],
    ["Hello, world!", SEED, 0x24884cba],
    ["The quick brown fox jumps over the lazy dog", 0, 0x2e4ff723],
    ["The quick brown fox jumps over the lazy dog", SEED, 0x2fa826cd],
    ["ππππππππ", SEED, 0xd58063c1],
    ["a".repeat(256), SEED, 0x37405bdc],
  ])("of %j with seed %d is as published", (text, seed, hash) => {
    expect(murmur3(text, seed)).toBe(hash);
  });

  test("is made wider by more seeds, side by side", () => {
    const words = [0, 1, 2, 3].map((seed) => murmur3("test", seed));
    expect(hash128("test")).toBe(words.map((word) => word.toString(16).padStart(8, "0")).join(""));
    expect(hash53("test")).toBe((words[1]! % 2 ** 21) * 2 ** 32 + words[0]!);
  });
});

describe("the arms of a holdout", () => {
  const UNITS = 20_000;
  const isHeldOut = (gap: string, share: number) => (_: unknown, i: number) =>
    toShare("acme", gap, `user-${i}`) < share;
  const draw = (gap: string, share: number): boolean[] =>
    Array.from({ length: UNITS }, isHeldOut(gap, share));

  test.each([0.01, 0.1, 0.5])("take their share: %d", (share) => {
    const count = draw("one", share).filter(Boolean).length;
    // Five standard deviations either way.
    const deviation = Math.sqrt(UNITS * share * (1 - share));
    expect(Math.abs(count - UNITS * share)).toBeLessThan(5 * deviation);
  });

  test("of two gaps have nothing to do with each other", () => {
    for (const [one, other] of [
      ["one", "two"],
      ["gap-1", "gap-2"],
      ["a", "b"],
      ["*", "one"],
    ] as const) {
      const [a, b] = [draw(one, 0.5), draw(other, 0.5)];
      const both = a.filter((held, i) => held && b[i]).length;
      const expected = (a.filter(Boolean).length * b.filter(Boolean).length) / UNITS;
      // Chi-square with one degree of freedom, one in a million.
      const chi = (both - expected) ** 2 / (UNITS / 16);
      expect(chi).toBeLessThan(23.9);
    }
  });
});

test("takes texts of any length, in any script", () => {
  expect(hash128("ü".repeat(200_000))).toHaveLength(32);
});
