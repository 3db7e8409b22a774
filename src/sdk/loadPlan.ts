import type { Fault } from "./config/faults.ts";
import type { Plan } from "./domain/plan.ts";
import { MilepostError } from "./errors.ts";
import type { Chunks } from "./world.ts";

export interface Loaded {
  readonly plan: Plan;
  readonly leftOut: readonly Fault[];
}

/**
 * The plan behind `config`: a URL of one, or the thing itself. A compiled plan is taken as it is; only a config needs
 * the chunk that checks and compiles.
 * @throws {MilepostError} `config-missing` or `config-invalid`, with a message that names the place.
 */
export async function loadPlan(
  config: string | object,
  { chunks, fetch }: { chunks: Chunks; fetch(url: string): Promise<Response> },
): Promise<Loaded> {
  const value = typeof config === "string" ? await getJson(config, fetch) : config;
  if ((value as Partial<Plan>)?.format === 1) return { plan: value as Plan, leftOut: [] };
  const { parse } = await chunks.config().catch((cause: Error) => {
    throw new MilepostError("chunk-missing", `what checks it did not load: ${cause.message}`, { cause });
  });
  return parse(value);
}

async function getJson(url: string, fetch: (url: string) => Promise<Response>): Promise<unknown> {
  const missing = (why: string, options?: ErrorOptions): MilepostError =>
    new MilepostError("config-missing", `found ${why}, expected a config`, options);
  let text: string;
  try {
    const reply = await fetch(url);
    if (!reply.ok) throw missing(`status ${reply.status}`);
    text = await reply.text();
  } catch (cause) {
    throw cause instanceof MilepostError ? cause : missing("no answer", { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new MilepostError("config-invalid", `found no JSON: ${(cause as Error).message}`, { cause });
  }
}
