import type { SpecFault } from "../../dialects/specEvent.ts";

/** What is no event, of one kind: why, where first, and how often. */
export interface Refused {
  readonly fault: SpecFault;
  /** Counted from 1. */
  readonly line: number;
  count: number;
}

/** What was found in a log, beside the events themselves. */
export interface Gauge {
  /** The log's. */
  readonly name: string;
  /** How many events it has. */
  events: number;
  readonly refused: ReadonlyMap<string, Refused>;
  /** Something is no event. */
  refuse(fault: SpecFault, line: number): void;
}

export function createGauge(name: string): Gauge {
  const refused = new Map<string, Refused>();
  return {
    name,
    events: 0,
    refused,
    refuse(fault, line) {
      const kind = `${fault.code} ${fault.field}`;
      const known = refused.get(kind);
      if (known) known.count++;
      else refused.set(kind, { fault, line, count: 1 });
    },
  };
}

export const countRefused = ({ refused }: Gauge): number =>
  [...refused.values()].reduce((sum, { count }) => sum + count, 0);
