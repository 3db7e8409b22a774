import { Component, h } from "preact";
import type { ModalView } from "../../../sdk/stage.ts";
import type { DrawProps } from "../../frame/slot.tsx";
import { Actions, Button } from "../../parts/button.tsx";
import { Content } from "../../parts/content.tsx";
import { Surface } from "../../parts/surface.tsx";
import { MODAL_STYLE } from "./modalStyle.ts";

/** A dialog over the page, which waits behind it. */
export class Modal extends Component<DrawProps<ModalView>> {
  override componentWillMount() {
    this.props.kit.root.addStyle(MODAL_STYLE);
  }

  private readonly close = () => {
    const { kit, view, onLeave } = this.props;
    if (view.phase === "done") onLeave();
    else kit.tell({ kind: "dismissed", key: view.key });
  };

  private renderButtons() {
    const { kit, view } = this.props;
    const { key, plan, thanks } = view;
    if (thanks)
      return (
        <Button primary onPress={this.close}>
          {kit.words.close}
        </Button>
      );
    if (plan.actions.length === 0)
      return (
        <Button primary onPress={() => kit.tell({ kind: "completed", key })}>
          {kit.words.gotIt}
        </Button>
      );
    return (
      <Actions
        kit={kit}
        actions={plan.actions}
        lead={true}
        isForward
        onPress={(action) => kit.tell({ kind: "pressed", key, action })}
      />
    );
  }

  override render() {
    const { kit, view, onShown } = this.props;
    const { key, plan, phase, thanks } = view;
    const isDone = phase === "done" && !thanks;
    return (
      <Surface
        kit={kit}
        view={view}
        class="modal sheet"
        isModal
        name={`${key}-${plan.title || isDone ? "title" : "body"}`}
        // The live region is out of reach behind it: what thanks them is heard as the dialog takes the focus.
        description={
          thanks ? `${key}-thanks` : plan.title && plan.body && !isDone ? `${key}-body` : undefined
        }
        onShown={onShown}
        onClose={this.close}
      >
        <Content
          kit={kit}
          id={key}
          view={view}
          title={plan.title}
          body={plan.body}
          done={isDone}
          thanks={thanks}
          actions={plan.actions}
          buttons={this.renderButtons()}
          onClose={this.close}
        />
      </Surface>
    );
  }
}
