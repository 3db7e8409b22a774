import { Component } from "preact";

/** Says, once, that the frame in which it was drawn is on screen. */
export class OnFirstFrame extends Component<{ readonly onShown: () => void }> {
  private frame = 0;

  override componentDidMount() {
    this.frame = requestAnimationFrame(() => this.props.onShown());
  }

  override componentWillUnmount() {
    cancelAnimationFrame(this.frame);
  }

  override render() {
    return null;
  }
}
