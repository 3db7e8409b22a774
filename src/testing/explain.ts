import { suggest } from "../sdk/config/suggest.ts";
import { MilepostError } from "../sdk/errors.ts";
import type { Milepost } from "../sdk/milepost.ts";

/**
 * Why a guide is shown or not; without an id, of each guide, a line for one.
 * @throws {MilepostError} `call-invalid`, for an id that the config does not have.
 */
export async function explain(milepost: Milepost, guide?: string): Promise<string> {
  const all = await milepost.explain();
  const some = all.filter((one) => guide === undefined || one.guide === guide);
  if (guide === undefined || some.length > 0) return some.map(({ text }) => text).join("\n");
  const known = all.map((one) => one.guide);
  const meant = suggest(guide, known);
  const hint = meant === undefined ? "" : `; did you mean "${meant}"?`;
  const message = `found ${JSON.stringify(guide)}, expected the id of a guide${hint}`;
  throw new MilepostError("call-invalid", message);
}
