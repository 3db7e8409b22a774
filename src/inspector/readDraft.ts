import { readRecord } from "../sdk/domain/lib/readRecord.ts";
import type { Plan } from "../sdk/domain/plan/plan.ts";
import type { Inspected } from "./inspected.ts";

export interface Draft {
  readonly plan?: Plan;
  /** What is wrong with it, a line for each mistake, in the words of `npx milepost check`. */
  readonly faults: readonly string[];
}

/** A config as its text, made into a plan. What is a draft in it counts as live. */
export async function readDraft(text: string, load: Inspected["chunks"]["config"]): Promise<Draft> {
  try {
    const { parse } = await load();
    const { plan } = await parse(publish(JSON.parse(text)));
    return { plan, faults: [] };
  } catch (fault) {
    const { faults, message } = readRecord(fault);
    const lines = Array.isArray(faults) ? faults.map((one) => toLine(readRecord(one))) : [`${message}`];
    return { faults: lines };
  }
}

const toLine = ({ path, message }: Readonly<Record<string, unknown>>): string =>
  path ? `${path}: ${message}` : `${message}`;

function publish(part: unknown, depth = 0): unknown {
  if (typeof part !== "object" || part === null || depth > 2) return part;
  if (Array.isArray(part)) return part.map((one) => publish(one, depth + 1));
  const all = Object.entries(part).map(([key, value]) => [
    key,
    key === "status" && value === "draft" ? "live" : publish(value, depth + 1),
  ]);
  return Object.fromEntries(all);
}
