import { murmur3 } from "./hash.ts";
import { toJson } from "./json.ts";

/** An even number in [0, 1) that is always the same for the same names. */
export const toShare = (...names: readonly string[]): number => murmur3(toJson(names)) / 2 ** 32;
