import { h } from "preact";
import type { View } from "../../../sdk/stage.ts";
import { Seen } from "../../frame/seen.ts";
import type { DrawProps } from "../../frame/slot.tsx";
import { Sought } from "../../frame/sought.tsx";
import { targetOf } from "../../frame/targetOf.ts";

/** What someone in the holdout gets: the same wait for the same frame, and nothing to see. */
export const HeldOut = ({ kit, view, onShown }: DrawProps<View>) => {
  const { key } = view;
  const target = targetOf(view);
  const seen = <Seen onShown={onShown} />;
  return target ? (
    <Sought
      kit={kit}
      id={key}
      target={target}
      reveal={false}
      onMissing={() => kit.tell({ kind: "missing", key, ...(view.type === "tour" && { step: view.step }) })}
    >
      {() => seen}
    </Sought>
  ) : (
    seen
  );
};
