/** Checks and copies what a page gives to calls: it may be anything, and may change after the call. */

import { toJson } from "../domain/lib/json.ts";
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

/** The page may go on changing what it gave. What JSON cannot say is left out. */
export function copy(properties: unknown): Properties {
  const known = toPlain(properties);
  return typeof known === "object" && known !== null ? (known as Properties) : {};
}

/** As JSON says it; `undefined` where it cannot. A key that would change what an object is stays out. */
export function toPlain(given: unknown): unknown {
  try {
    return JSON.parse(toJson(given), (key, value) => (key === "__proto__" ? undefined : value));
  } catch {
    return undefined;
  }
}

/** Is it what a call needs? What is not is refused, and that is said: where, what was found and what was expected. */
export interface Checks {
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
  return {
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
