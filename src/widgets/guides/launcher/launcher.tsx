import { Component, h } from "preact";
import type { LauncherView } from "../../../sdk/stage.ts";
import { OnFirstFrame } from "../../frame/onFirstFrame.ts";
import { Placed } from "../../frame/placed.tsx";
import type { DrawProps } from "../../frame/slot.tsx";
import { Localized } from "../../parts/localized.tsx";
import launcherStyle from "./launcher.css";

/** A button in an element of the page, which opens a guide or help. */
export class Launcher extends Component<DrawProps<LauncherView>> {
  override componentWillMount() {
    this.props.context.root.addStyle(launcherStyle);
  }

  override render() {
    const { context, view, onShown } = this.props;
    const { key, plan } = view;
    return (
      <Placed context={context} view={view}>
        <button
          class="button opener"
          part="launcher"
          type="button"
          onClick={() => context.tell({ kind: "opened", key })}
        >
          <Localized context={context} text={plan.title ?? context.own(context.words.help)} />
        </button>
        <OnFirstFrame onShown={onShown} />
      </Placed>
    );
  }
}
