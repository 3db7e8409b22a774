import type { ErrorCode, MilepostError } from "../errors.ts";
import { createListeners } from "../lib/listeners.ts";
import type { Undo } from "../ports.ts";

export interface FaultListeners {
  onError(error: MilepostError): void;
  /** Given what broke inside. */
  onFault(fault: unknown): void;
}

/** Where all that goes wrong in a run comes together. It goes on to the page first. */
export interface Faults extends FaultListeners {
  /** Called with the code of each; `unexpected` for what broke inside. */
  onCode(listener: (code: ErrorCode) => void): Undo;
}

export function createFaults({ onError, onFault }: FaultListeners): Faults {
  const { on: onCode, emit } = createListeners<ErrorCode>();
  return {
    onError(error) {
      onError(error);
      emit(error.code);
    },
    onFault(fault) {
      onFault(fault);
      emit("unexpected");
    },
    onCode,
  };
}
