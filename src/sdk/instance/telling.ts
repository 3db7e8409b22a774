import type { Report } from "../domain/state/facts.ts";
import { isMilepostError, MilepostError } from "../errors.ts";
import { createListeners, type Listeners } from "../lib/listeners.ts";
import type { Events } from "../milepost.ts";

/** Report names that have a type of their own, by their first word. */
const TYPES: Readonly<Record<string, "milestone" | "gap" | "guide" | "lead">> = {
  Milestone: "milestone",
  Gap: "gap",
  Guide: "guide",
  Lead: "lead",
};

/** What an instance tells the page. */
export interface Telling {
  readonly listeners: Listeners<Events>;
  /** What is wrong is said on the console too. */
  onError(error: MilepostError): void;
  /** What broke inside ends here, as an error. */
  onFault(cause: unknown): void;
  onReport(report: Report): void;
  onProgress(): void;
}

/** @param warn One line for whoever builds the page. */
export function createTelling(warn: (line: string) => void): Telling {
  const listeners = createListeners<Events>(onListenerFault);

  function onError(error: MilepostError): void {
    warn(error.message);
    listeners.tell("error", error);
  }

  function onFault(cause: unknown): void {
    if (isMilepostError(cause)) return onError(cause);
    const what = (cause as Error)?.message ?? cause;
    onError(new MilepostError("unexpected", `something broke inside: ${what}`, { cause }));
  }

  /** A listener of errors that throws is not told of that: it would throw again. */
  function onListenerFault(cause: unknown, type: keyof Events): void {
    if (type === "error") warn(`a listener of errors threw: ${cause}`);
    else onFault(cause);
  }

  return {
    listeners,
    onError,
    onFault,
    onReport(report) {
      const type = TYPES[report.event.split(" ")[0]!];
      if (type) listeners.tell(type, report);
      listeners.tell("report", report);
    },
    onProgress: () => listeners.tell("progress", undefined),
  };
}
