import { z } from "zod";
import { addHands } from "../../sdk/config/compile/addHands.ts";
import { toMs } from "../../sdk/config/durations.ts";
import { parse } from "../../sdk/config/parse.ts";
import type { Config } from "../../sdk/config/schema.ts";
import type { Plan } from "../../sdk/domain/plan/plan.ts";
import { getJourneyMap, type JourneyMap } from "../overview/journeyMap.ts";
import { readConfig } from "./readConfig.ts";

/** What a config is for a receiver. */
export interface Product {
  readonly plan: Plan;
  /** What figures are made with; a compiled plan does not have what these ask for. */
  readonly config?: Config;
  /** The silence of an account, in milliseconds, after which it is reported. */
  readonly silentAfter?: number;
  /** The order of its first journey; a compiled plan, and a config without one, leave it to be told from the rows. */
  readonly journey?: JourneyMap;
}

const retention = z.object({ retention: z.object({ silent: z.string() }) });

/**
 * The product of the file at `path`: a config, with all that it extends and uses, or the plan compiled from it, which does
 * not know of silences any more.
 * @throws where the file is missing or no config.
 */
export const readProduct = (path: string): Product => toProduct(readConfig(path));

/** @throws where it is no config. */
export function toProduct(value: unknown): Product {
  const isCompiled = typeof value === "object" && value !== null && "format" in value && value.format === 1;
  if (isCompiled) return { plan: value as Plan };
  // It has the form of one, or it would not have been parsed.
  const config = value as Config;
  const plan = addHands(config, parse(config).plan);
  const { data } = retention.safeParse(value);
  const journey = getJourneyMap(value);
  return {
    plan,
    config,
    ...(data && { silentAfter: toMs(data.retention.silent) }),
    ...(journey && { journey }),
  };
}
