import { isOpen } from "../domain/engine/gaps.ts";
import { isOn } from "../domain/engine/guides.ts";
import type { EvalContext } from "../domain/state/evalContext.ts";
import type { createGuard } from "../lib/guard.ts";
import type { Pages, Undo } from "../ports.ts";
import type { RemoteProgress } from "./remoteProgress.ts";

export interface Following {
  /** To be called at each change of the person. */
  refresh(): void;
  readonly undos: readonly Undo[];
}

export interface FollowingOptions {
  readonly pages: Pages;
  readonly guard: ReturnType<typeof createGuard>;
  /** Called when the status has changed: more may be shown then. */
  onChange(): void;
}

/** Hears of other devices and colleagues: worth a connection only in a page that is seen and may lose a guide by it. */
export function followProgress(
  remote: RemoteProgress,
  { pages, guard, onChange }: FollowingOptions,
  look: () => EvalContext,
): Following {
  const follow = guard((isSeen: boolean) => remote.follow(isSeen && isUnderWay(look())));
  return {
    refresh: () => follow(pages.visible()),
    undos: [
      remote.onChange(guard(onChange)),
      pages.onHide(() => follow(false)),
      pages.onShow(() => follow(true)),
      () => follow(false),
    ],
  };
}

/** Is there a gap to be bridged, or another guide on the screen? What is done elsewhere may end either. */
function isUnderWay(scene: EvalContext): boolean {
  const { state, index } = scene;
  if (index.plan.gaps.some((gap) => gap.status === "live" && isOpen(scene, gap))) return true;
  return Object.entries(state.guides).some(([id, guide]) => !index.gapsOf.has(id) && isOn(state, guide));
}
