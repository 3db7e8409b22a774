import { createFault, type Fault } from "../faults.ts";
import { holdsIds } from "./holdsIds.ts";

/** Below these keys stand names that the vendor has not chosen: of properties and languages. */
const GIVEN = new Set(["where", "title", "body", "label", "thanks", "ask", "choices", "with", "words"]);

/** What every object answers to, whatever a page adds to that. */
const LANGUAGE = new Set([
  "constructor",
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
  "toLocaleString",
  "toString",
  "valueOf",
  "__defineGetter__",
  "__defineSetter__",
  "__lookupGetter__",
  "__lookupSetter__",
]);

/**
 * Names that every object answers to: what is kept by such an id would be found before it is there. `__proto__` is
 * refused everywhere, as it would change what an object is.
 */
export function checkKeys(config: unknown): Fault[] {
  function visit(value: unknown, path: readonly string[], mayChoose: boolean): Fault[] {
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([key, child]) => {
      const here = [...path, key];
      const name = key === "id" ? child : key;
      // Names that a page has put on all objects are taken as ids alone: keys of ours may be among them.
      const isChosen = holdsIds(path);
      const isId = key === "id" || isChosen;
      const isTaken =
        name === "__proto__" ||
        (mayChoose && typeof name === "string" && (LANGUAGE.has(name) || (isId && name in {})));
      return isTaken ? [refuse(here, name)] : visit(child, here, mayChoose && (isChosen || !GIVEN.has(key)));
    });
  }
  return visit(config, [], true);
}

const refuse = (path: readonly string[], name: string): Fault =>
  createFault(path, JSON.stringify(name), "another name: this one means something to every object");
