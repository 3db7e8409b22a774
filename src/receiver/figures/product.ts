import type { Measures } from "../../insights/facts/census.ts";
import type { Targets } from "../../insights/figures/way/targets.ts";
import { addMeasures } from "../../insights/measures/addMeasures.ts";
import { readTargets } from "../../insights/measures/readTargets.ts";
import { withKept } from "../../replay/kept.ts";
import { addHands } from "../../sdk/config/compile/addHands.ts";
import { parse } from "../../sdk/config/parse.ts";
import type { Config } from "../../sdk/config/schema.ts";
import type { Engine } from "../../sdk/domain/engine/engine.ts";
import { createFullEngine } from "../../sdk/domain/features/fullEngine.ts";
import { hash128 } from "../../sdk/domain/lib/hash.ts";
import type { Plan } from "../../sdk/domain/plan/plan.ts";

/** What figures of one config are made with. */
export interface Product {
  /** As pages have it. */
  readonly plan: Plan;
  /**
   * With what is measured beside it.
   * @param keptSince Before which moment events may be deleted; `null` where none is, and then it has less to ask.
   */
  getEngine(keptSince: number | null): Engine;
  readonly measures: Measures;
  readonly targets: Targets;
  /** Another one for another config: what was made with that is to be made anew. */
  readonly id: string;
}

/** To be raised where what is kept of a circle changes: all are made anew then. */
const FORM = 3;

/** @param config One that has been parsed before. */
export function createProduct(config: Config): Product {
  const plan = addHands(config, parse(config).plan);
  const { plan: measured, measures } = addMeasures(config, plan);
  const engines = new Map<boolean, Engine>();
  return {
    plan,
    getEngine(keptSince) {
      const isWhole = keptSince === null;
      const engine = engines.get(isWhole) ?? createFullEngine(isWhole ? measured : withKept(measured));
      engines.set(isWhole, engine);
      return engine;
    },
    measures,
    targets: readTargets(config),
    id: hash128(JSON.stringify([FORM, config])),
  };
}
