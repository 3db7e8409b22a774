import { Refusal } from "../lib/refusal.ts";
import { makeStorable } from "../lib/storable.ts";

/** Characters, as those of an event. */
const LONGEST = 256;

/**
 * An id out of an address, as it is stored where an event brings it.
 * @throws {Refusal} where no event could.
 */
export function readId(text: string): string {
  if (text.length > LONGEST) throw new Refusal("id-invalid");
  return String(makeStorable(text));
}
