import type { Fault } from "../config/faults.ts";
import { withoutPrototype } from "../domain/lib/withoutPrototype.ts";
import type { Plan } from "../domain/plan/plan.ts";
import { MilepostError, whenLoaded } from "../errors.ts";
import type { Chunks } from "./world.ts";

export interface Loaded {
  readonly plan: Plan;
  readonly leftOut: readonly Fault[];
  /** Keeps the plan for the next page, where it was made here. */
  keep?(): void;
}

/**
 * The plan that `config` is, or that the `reply` to its address brings. A compiled plan is taken as it is; only a config, and a
 * plan from before, needs the chunk that checks and compiles.
 * @throws {MilepostError} `config-missing` or `config-invalid`, with a message that names the place.
 */
export async function loadPlan(
  config: string | object,
  reply: Promise<Response> | undefined,
  chunks: Chunks,
): Promise<Loaded> {
  const value = reply ? await getJson(reply, String(config).includes("#")) : config;
  if ((value as Partial<Plan>)?.format === 1) {
    if (!isPlan(value)) throw new MilepostError("config-invalid", "found a compiled plan that is damaged");
    // One from before says less of itself.
    if (value.needs && value.watched) return { plan: withoutPrototype(value), leftOut: [] };
  }
  const { parse } = await whenLoaded("what checks it", chunks.config());
  const made = await parse(value);
  return { ...made, plan: withoutPrototype(made.plan) };
}

/** As much of a plan as all else relies on: lists of parts, each with a name of its own. */
function isPlan(value: unknown): value is Plan {
  const { milestones, gaps, guides, docs, segments, journeys, counters, locale } = value as Plan;
  return (
    [milestones, gaps, guides, docs, segments, journeys].every((parts) =>
      parts.every(({ id }) => !(id in {})),
    ) &&
    counters.every(({ key }) => !(key in {})) &&
    typeof locale.default === "string"
  );
}

/** @param isPinned A browser says of a reply that does not fit its hash no more than that there was none. */
async function getJson(coming: Promise<Response>, isPinned: boolean): Promise<unknown> {
  const missing = (why: string, options?: ErrorOptions): MilepostError =>
    new MilepostError("config-missing", `found ${why}, expected a config`, options);
  const noAnswer = (cause: unknown): never => {
    throw missing(isPinned ? "no answer, or another one than its sha384 says" : "no answer", { cause });
  };
  const reply = await coming.catch(noAnswer);
  if (!reply.ok) throw missing(`status ${reply.status}`);
  // By the browser's own hand: a page may have changed what `JSON.parse` does.
  return reply.json().catch((cause: Error) => {
    if (cause.name !== "SyntaxError") return noAnswer(cause);
    throw new MilepostError("config-invalid", `found no JSON: ${cause.message}`, { cause });
  });
}
