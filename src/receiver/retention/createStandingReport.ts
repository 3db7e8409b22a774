import { hash128 } from "../../sdk/domain/lib/hash.ts";
import type { StoredEvent } from "../database/events.ts";
import { createServerReport } from "./createReport.ts";

/** An account stands otherwise in a journey than was told last. */
export interface StandingTold {
  readonly writeKey: string;
  readonly product: string;
  readonly planVersion: string;
  readonly account: string;
  readonly journey: string;
  readonly from: string;
  readonly to: string;
  /** The how manieth change of it is told, from 1. */
  readonly round: number;
  /** When it came to stand so, in epoch milliseconds. */
  readonly at: number;
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
