import type { Signal } from "../domain/plan/plan.ts";
import { detectDeadClick } from "./signals/deadClick.ts";
import type { Detector, DetectorTools } from "./signals/detector.ts";
import { detectHesitation } from "./signals/hesitation.ts";
import { detectError } from "./signals/pageError.ts";
import { detectRageClick } from "./signals/rageClick.ts";
import { detectUTurn } from "./signals/uTurn.ts";

const NOTICES: Readonly<Record<Signal, Detector>> = {
  "rage-click": detectRageClick,
  "dead-click": detectDeadClick,
  "u-turn": detectUTurn,
  error: detectError,
  hesitation: detectHesitation,
};

/**
 * Notices friction of these kinds until the end, and listens for nothing else. That it happened is all that is told: no
 * text, value, key or address is read to leave, and nothing of the page's own is changed.
 */
export function watchSignals(
  kinds: readonly Signal[],
  tell: (signal: Signal) => void,
  around: DetectorTools,
): void {
  // It may have ended while this was loading.
  if (!around.end.aborted) for (const kind of kinds) NOTICES[kind]?.(around, () => tell(kind));
}
