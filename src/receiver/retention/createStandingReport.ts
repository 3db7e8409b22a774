import { hash128 } from "../../sdk/domain/lib/hash.ts";
import type { StoredEvent } from "../database/events.ts";
import type { StandingChange } from "../figures/port.ts";
import { createServerReport } from "./createReport.ts";

/** An account stands otherwise in a journey than was told last. */
export interface StandingTold extends StandingChange {
  readonly writeKey: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** A report of it, with an id that is the same whoever tells it, and how often. */
export function createStandingReport(told: StandingTold): StoredEvent {
  const { product, planVersion, account, journey, from, to, round } = told;
  const id = `mp_${hash128(JSON.stringify([product, "account", account, "Standing Changed", journey, round]))}`;
  return createServerReport({
    ...told,
    id,
    event: "Standing Changed",
    properties: { event_id: id, schema: 1, journey_id: journey, from, to, plan_version: planVersion },
  });
}
