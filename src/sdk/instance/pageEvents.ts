import type { Report } from "../domain/state/facts.ts";
import { isMilepostError, MilepostError } from "../errors.ts";
import { createEmitter, type Emitter } from "../lib/emitter.ts";
import type { Events } from "../milepost.ts";

/** Report names that have a type of their own, by their first word. */
const TYPES: Readonly<Record<string, "milestone" | "gap" | "guide" | "lead">> = {
  Milestone: "milestone",
  Gap: "gap",
  Guide: "guide",
  Lead: "lead",
};

/** Emits what `on()` listens to, and warns of errors on the console. */
export interface PageEvents {
  readonly listeners: Emitter<Events>;
  /** What is wrong is said on the console too. */
  onError(error: MilepostError): void;
  /** What broke inside ends here, as an error. */
  onFault(cause: unknown): void;
  onReport(report: Report): void;
  onProgress(): void;
}

/** @param warn One line for whoever builds the page. */
export function createPageEvents(warn: (line: string) => void): PageEvents {
  const listeners = createEmitter<Events>(onListenerFault);

  function onError(error: MilepostError): void {
    warn(error.message);
    listeners.emit("error", error);
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
      if (type) listeners.emit(type, report);
      listeners.emit("report", report);
    },
    onProgress: () => listeners.emit("progress", undefined),
  };
}
