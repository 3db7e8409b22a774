import { Component, h } from "preact";
import type { BannerView } from "../../../sdk/stage.ts";
import { Placed } from "../../frame/placed.tsx";
import type { DrawProps } from "../../frame/slot.tsx";
import { Actions } from "../../parts/button.tsx";
import { Content } from "../../parts/content.tsx";
import { Surface } from "../../parts/surface.tsx";
import { avoidFocused } from "./avoidFocused.ts";
import bannerStyle from "./banner.css";

/** A line over the top edge of the page, or inside an element of it. */
export class Banner extends Component<DrawProps<BannerView>> {
  override componentWillMount() {
    this.props.context.root.addStyle(bannerStyle);
  }

  override render() {
    const { context, view, onShown, onClose, onPress } = this.props;
    const { key, plan, phase, thanks } = view;
    const isDone = phase === "done" && !thanks;
    return (
      <Placed context={context} view={view}>
        <Surface
          context={context}
          view={view}
          class={plan.target ? "banner inline" : "banner sheet"}
          name={`${key}-${plan.title || isDone ? "title" : "body"}`}
          settle={plan.target ? undefined : avoidFocused}
          onShown={onShown}
          onClose={onClose}
        >
          <Content
            context={context}
            id={key}
            view={view}
            title={plan.title}
            body={plan.body}
            done={isDone}
            thanks={thanks}
            actions={plan.actions}
            buttons={
              !thanks && (
                <Actions
                  context={context}
                  actions={plan.actions}
                  lead={true}
                  isForward={!!plan.target}
                  onPress={onPress}
                />
              )
            }
            onClose={onClose}
          />
        </Surface>
      </Placed>
    );
  }
}
