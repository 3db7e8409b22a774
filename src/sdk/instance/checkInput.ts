/** Checks and copies what a page gives to calls: it may be anything, and may change after the call. */

import { CONSENTS, isConsent } from "../domain/plan/consents.ts";
import type { Consent } from "../domain/plan/plan.ts";
import type { Properties } from "../domain/state/facts.ts";
import { MilepostError } from "../errors.ts";

/** A browser takes a pin that it cannot read for none at all, so it is read here first. */
export function checkPin(url: string): void {
  const [, pin] = url.split("#");
  if (pin === undefined || /^sha384-[\w+/]{64}$/.test(pin)) return;
  throw new MilepostError(
    "config-missing",
    `${url}: found the pin "${pin}", expected sha384- and its 64 characters`,
  );
}

/** Places of which it is said that a value was left out. */
const LOST_AT_MOST = 20;

const UNREADABLE = "what throws when it is read";

/** Told of each value that JSON cannot say: where it stands, and what it is. */
export type Lose = (path: string, found: string) => void;

/** The page may go on changing what it gave. What JSON cannot say is left out, and nothing else. */
export function copy(properties: unknown, lose?: Lose): Properties {
  const known = toPlain(properties, lose);
  return typeof known === "object" && known !== null ? (known as Properties) : {};
}

/**
 * As JSON says it; `undefined` where it cannot. Keys that would change what an object is stay out, and so does a `toJSON`
 * that a page has put on all arrays or objects.
 */
export function toPlain(
  given: unknown,
  lose: Lose = () => {},
  path = "",
  above: readonly unknown[] = [],
): unknown {
  const kind = typeof given;
  if (kind === "number" && !Number.isFinite(given)) return null;
  if (kind === "bigint" || kind === "function" || kind === "symbol") return void lose(path, `a ${kind}`);
  if (kind !== "object" || given === null) return given;
  try {
    const bag = given as Record<string, unknown>;
    const inside = [...above, bag];
    const toPath = (key: string | number): string => (path ? `${path}.${key}` : `${key}`);
    if (above.includes(bag) || "nodeType" in bag) return void lose(path, "a cycle or an element");
    if (Array.isArray(bag)) return bag.map((value, i) => toPlain(value, lose, toPath(i), inside) ?? null);
    if (typeof bag.toJSON === "function" && (bag.constructor !== Object || Object.hasOwn(bag, "toJSON")))
      return toPlain(bag.toJSON(), lose, path, inside);
    const plain: Record<string, unknown> = {};
    for (const key of Object.keys(bag)) {
      if (key === "__proto__") continue;
      try {
        const value = toPlain(bag[key], lose, toPath(key), inside);
        if (value !== undefined) plain[key] = value;
      } catch {
        lose(toPath(key), UNREADABLE);
      }
    }
    return plain;
  } catch {
    return void lose(path, UNREADABLE);
  }
}

/** Is it what a call needs? What is not is refused, and that is said: where, what was found and what was expected. */
export interface Checks {
  /** Says that a value is left out, once for each place. */
  lose(call: string, path: string, found: string): void;
  refuse(call: string, value: unknown, expected: string): void;
  /** What is no level gives no consent. */
  isLevel(level: unknown, call: string): level is Consent;
  isName(value: unknown, call: string, expected: string): value is string;
}

export function createChecks(onError: (error: MilepostError) => void): Checks {
  function refuse(call: string, value: unknown, expected: string): void {
    const found = JSON.stringify(toPlain(value)) ?? "nothing";
    onError(new MilepostError("call-invalid", `${call}: found ${found}, expected ${expected}`));
  }
  const lost = new Set<string>();
  return {
    lose(call, path, found) {
      const where = `${call}: ${path}`;
      if (lost.has(where) || lost.size >= LOST_AT_MOST) return;
      lost.add(where);
      const what = `${where}: found ${found}, expected what JSON can say; it is left out`;
      onError(new MilepostError("call-invalid", what));
    },
    refuse,
    isLevel(level, call): level is Consent {
      const isOne = isConsent(level);
      if (!isOne) refuse(call, level, CONSENTS.join(", "));
      return isOne;
    },
    isName(value, call, expected): value is string {
      // What stands under `__proto__` in an object is none of its own.
      const isGiven = typeof value === "string" && value !== "" && value !== "__proto__";
      if (!isGiven) refuse(call, value, expected);
      return isGiven;
    },
  };
}
