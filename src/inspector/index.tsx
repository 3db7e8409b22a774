import { h, render } from "preact";
import type { Undo } from "../sdk/ports.ts";
import { attempt } from "../widgets/page/attempt.ts";
import { followDialogs } from "../widgets/page/dialogs.ts";
import { byWords } from "../widgets/page/find/byWords.ts";
import { learnWords } from "../widgets/page/find/candidates.ts";
import { createRoot } from "../widgets/page/root.ts";
import { followScheme } from "../widgets/page/scheme.ts";
import baseStyle from "../widgets/parts/base.css";
import hostStyle from "../widgets/parts/host.css";
import type { Inspected } from "./inspected.ts";
import { createModel } from "./model.ts";
import fieldStyle from "./panel/fields.css";
import panelStyle from "./panel/panel.css";
import { Panel } from "./panel/panel.tsx";
import pickStyle from "./panel/pick.css";
import rowStyle from "./panel/rows.css";

/**
 * Opens the inspector over the page, in an element of its own, until the undo takes it away. What is tried in it is neither
 * stored nor reported, and is over with it.
 */
export function openInspector(inspected: Inspected, onClose: () => void): Undo {
  // What is picked may go by its name.
  learnWords(byWords);
  const ending = new AbortController();
  const { signal } = ending;
  const before = document.activeElement;
  const root = createRoot(
    () => document.body,
    signal,
    undefined,
    () => {},
    "milepost-inspector",
  );
  root.addStyle(hostStyle + baseStyle + panelStyle + rowStyle + fieldStyle + pickStyle);
  root.keepEvents(signal);
  const model = createModel(inspected);

  function close(): void {
    if (signal.aborted) return;
    ending.abort();
    model.close();
    render(null, root.stage);
    root.remove();
    if (before instanceof HTMLElement) attempt(() => before.focus({ preventScroll: true }));
    onClose();
  }

  /** Over the dialog that makes all else dead, and back. */
  const whenOver = (element: Element, holds: () => boolean, run: () => void): Undo => {
    const observer = new MutationObserver(() => {
      if (holds()) return;
      observer.disconnect();
      run();
    });
    observer.observe(element, { attributes: true });
    return () => observer.disconnect();
  };
  followDialogs(root.host, () => attempt(() => root.meet(whenOver)), signal);
  followScheme(() => attempt(root.follow) ?? [], signal);
  inspected.end.addEventListener("abort", close, { signal });
  render(<Panel model={model} inspected={inspected} shadow={root.shadow} close={close} />, root.stage);
  void model.look();
  return close;
}
