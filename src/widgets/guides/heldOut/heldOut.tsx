import { h } from "preact";
import { getTarget, type View } from "../../../sdk/stage.ts";
import { OnFirstFrame } from "../../frame/onFirstFrame.ts";
import type { DrawProps } from "../../frame/slot.tsx";
import { WithTarget } from "../../frame/withTarget.tsx";

/** What someone in the holdout gets: the same wait for the same frame, and nothing to see. */
export const HeldOut = ({ context, view, onShown }: DrawProps<View>) => {
  const seen = <OnFirstFrame onShown={onShown} />;
  return getTarget(view) ? (
    <WithTarget context={context} view={view} reveal={false}>
      {() => seen}
    </WithTarget>
  ) : (
    seen
  );
};
