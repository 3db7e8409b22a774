import type { Signal } from "../domain/plan/plan.ts";
import { noticeDeadClick } from "./signals/deadClick.ts";
import { noticeHesitation } from "./signals/hesitation.ts";
import type { Notice, Surroundings } from "./signals/notice.ts";
import { noticeError } from "./signals/pageError.ts";
import { noticeRageClick } from "./signals/rageClick.ts";
import { noticeUTurn } from "./signals/uTurn.ts";

const NOTICES: Readonly<Record<Signal, Notice>> = {
  "rage-click": noticeRageClick,
  "dead-click": noticeDeadClick,
  "u-turn": noticeUTurn,
  error: noticeError,
  hesitation: noticeHesitation,
};

/**
 * Notices friction of these kinds until the end, and listens for nothing else. That it happened is all that is told: no
 * text, value, key or address is read to leave, and nothing of the page's own is changed.
 */
export function watchSignals(
  kinds: readonly Signal[],
  tell: (signal: Signal) => void,
  around: Surroundings,
): void {
  // It may have ended while this was loading.
  if (!around.end.aborted) for (const kind of kinds) NOTICES[kind]?.(around, () => tell(kind));
}
