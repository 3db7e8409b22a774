import { hash53 } from "../domain/lib/hash.ts";
import { toJson } from "../domain/lib/json.ts";
import type { PersonCall } from "../ports.ts";

/** Calls that say the same have the same. */
export const hashCall = ({ say, name, given }: PersonCall): number => hash53(toJson([say, name, given]));
