/** What a page gives is read once, here: it may be anything, and may change later. */
import type { Properties } from "./domain/facts.ts";
import { toJson } from "./domain/json.ts";
import { MilepostError } from "./errors.ts";

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
