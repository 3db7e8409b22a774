import { Component, h } from "preact";
import type { ModalView } from "../../../sdk/stage.ts";
import type { DrawProps } from "../../frame/slot.tsx";
import { Button } from "../../parts/button.tsx";
import { Content } from "../../parts/content.tsx";
import { GuideActions } from "../../parts/guideActions.tsx";
import { Surface } from "../../parts/surface.tsx";
import modalStyle from "./modal.css";

/** A dialog over the page, which waits behind it. */
export class Modal extends Component<DrawProps<ModalView>> {
  override componentWillMount() {
    this.props.context.root.addStyle(modalStyle);
  }

  private renderButtons() {
    const { context, view, onClose, onPress } = this.props;
    return view.thanks ? (
      <Button primary onPress={onClose}>
        {context.words.close}
      </Button>
    ) : (
      <GuideActions context={context} view={view} isForward onPress={onPress} />
    );
  }

  override render() {
    const { context, view, onShown, onClose } = this.props;
    const { key, plan, phase, thanks } = view;
    const isDone = phase === "done" && !thanks;
    return (
      <Surface
        context={context}
        view={view}
        class="modal sheet"
        isModal
        name={`${key}-${plan.title || isDone ? "title" : "body"}`}
        // The live region is out of reach behind it: what thanks them is heard as the dialog takes the focus.
        description={
          thanks ? `${key}-thanks` : plan.title && plan.body && !isDone ? `${key}-body` : undefined
        }
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
          buttons={this.renderButtons()}
          onClose={onClose}
        />
      </Surface>
    );
  }
}
