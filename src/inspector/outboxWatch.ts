import { readRecord } from "../sdk/domain/lib/readRecord.ts";
import type { Clock, Undo } from "../sdk/ports.ts";
import type { RunParts } from "./inspected.ts";

/** Where delivery keeps what nobody has acknowledged; the record of the empty name is its ledger. */
const RECORDS = "out/";
/** A reply is read and what it names is let go of a moment after it has come. */
const SETTLING_MS = 300;

export interface OutboxView {
  /** Where reports go; `undefined`: nothing leaves. */
  readonly endpoint: string | undefined;
  /** Names of what waits, oldest first. */
  readonly waiting: readonly string[];
  /** Names of what has left since the inspector opened, latest first. */
  readonly left: readonly string[];
}

export interface OutboxWatch {
  view(): OutboxView;
  /** Looks anew. */
  look(): Promise<void>;
  stop: Undo;
}

/** Looks into the outbox where it may have changed: after what is stored, and after an answer of the endpoint. */
export function watchOutbox(
  { store, delivery }: Pick<RunParts, "store" | "delivery">,
  clock: Clock,
  onChange: () => void,
): OutboxWatch {
  const endpoint = delivery?.endpoint;
  let known = new Map<string, string>();
  let left: readonly string[] = [];
  let callOff: Undo | undefined;

  async function look(): Promise<void> {
    const records = await store.list(RECORDS);
    const next = new Map(records.flatMap(([key, value]) => (key === RECORDS ? [] : [[key, nameOf(value)]])));
    const gone = [...known].flatMap(([key, name]) => (next.has(key) ? [] : name));
    left = [...gone.toReversed(), ...left].slice(0, 100);
    known = next;
    onChange();
  }

  const observer = new PerformanceObserver((entries) => {
    const href = endpoint && new URL(endpoint, document.baseURI).href;
    if (!href || !entries.getEntries().some(({ name }) => name === href)) return;
    callOff?.();
    callOff = clock.after(SETTLING_MS, () => void look());
  });
  if (endpoint) observer.observe({ type: "resource" });
  return {
    view: () => ({ endpoint, waiting: [...known.values()], left }),
    look,
    stop() {
      observer.disconnect();
      callOff?.();
    },
  };
}

const nameOf = (record: unknown): string => {
  const { event, type } = readRecord(record);
  return `${event ?? type ?? "a report"}`;
};
