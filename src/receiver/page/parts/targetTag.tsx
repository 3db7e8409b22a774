import { h, type VNode } from "preact";
import type { TargetMet } from "../../../insights/figures/way/targetMet.ts";
import { useDesk } from "../desk.ts";

interface Span {
  readonly start: number | null;
  readonly end: number | null;
}

/** Nobody has been followed for as long as the target leaves them: who has not come yet may still come in time. */
const isEarly = ({ withinMs, isMet }: TargetMet, { start, end }: Span): boolean =>
  !isMet && (end ?? 0) - (start ?? 0) < withinMs;

/** Those that are behind come first, and those that are met last. */
export const getUrgency = (target: TargetMet, span: Span): number =>
  target.isMet ? 2 : isEarly(target, span) ? 1 : 0;

/** Whether a milestone is where it is meant to be. */
export function TargetTag({ target }: { readonly target: TargetMet }): VNode {
  const { index } = useDesk();
  if (target.isMet) return <span class="tag done">on target</span>;
  return isEarly(target, index) ? (
    <span class="tag early">too early</span>
  ) : (
    <span class="tag behind">behind</span>
  );
}
