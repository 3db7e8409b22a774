import type { Fault } from "./config/faults.ts";
import type { Plan } from "./domain/plan.ts";
import { MilepostError, whenLoaded } from "./errors.ts";
import type { Chunks } from "./world.ts";

export interface Loaded {
  readonly plan: Plan;
  readonly leftOut: readonly Fault[];
}

/**
 * The plan that `config` is, or that the `reply` to its address brings. A compiled plan is taken as it is; only a config needs the
 * chunk that checks and compiles.
 * @throws {MilepostError} `config-missing` or `config-invalid`, with a message that names the place.
 */
export async function loadPlan(
  config: string | object,
  reply: Promise<Response> | undefined,
  chunks: Chunks,
): Promise<Loaded> {
  const value = reply ? await getJson(reply) : config;
  if ((value as Partial<Plan>)?.format === 1) return { plan: value as Plan, leftOut: [] };
  const { parse } = await whenLoaded("what checks it", chunks.config());
  return parse(value);
}

async function getJson(coming: Promise<Response>): Promise<unknown> {
  const missing = (why: string, options?: ErrorOptions): MilepostError =>
    new MilepostError("config-missing", `found ${why}, expected a config`, options);
  const noAnswer = (cause: unknown): never => {
    throw missing("no answer", { cause });
  };
  const reply = await coming.catch(noAnswer);
  if (!reply.ok) throw missing(`status ${reply.status}`);
  const text = await reply.text().catch(noAnswer);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new MilepostError("config-invalid", `found no JSON: ${(cause as Error).message}`, { cause });
  }
}
