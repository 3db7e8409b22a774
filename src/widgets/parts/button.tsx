import { type ComponentChildren, Fragment, h } from "preact";
import type { ActionPlan } from "../../sdk/stage.ts";
import type { WidgetContext } from "../frame/widgetContext.ts";
import { Localized } from "./localized.tsx";

interface ButtonProps {
  readonly primary?: boolean;
  /** A checked address: the button is a link then. */
  readonly href?: string | undefined;
  /** The link opens beside the page. */
  readonly isAway?: boolean;
  /** It can be seen, and not be pressed yet. */
  readonly isOff?: boolean;
  readonly onPress?: () => void;
  readonly children: ComponentChildren;
}

const AWAY = { target: "_blank", rel: "noopener" };

/** A button; a real link where it only navigates. */
export const Button = (props: ButtonProps) => {
  // An address that a page has put on every object would make links of all buttons.
  const own = { __proto__: null, ...props };
  const { primary, href, isAway, isOff, onPress, children } = own;
  const look = { class: primary ? "button primary" : "button", part: primary ? "button primary" : "button" };
  return href ? (
    <a {...look} {...(isAway && AWAY)} href={href} onClick={onPress}>
      {children}
    </a>
  ) : (
    <button {...look} type="button" disabled={!!isOff} onClick={onPress}>
      {children}
    </button>
  );
};

interface ActionsProps {
  readonly context: WidgetContext;
  readonly actions: readonly ActionPlan[];
  /** Whether the first is the card's primary button. */
  readonly lead: boolean;
  /** The primary one comes first. Else it is at the end, where the eye stops. */
  readonly isForward?: boolean;
  onPress(action: number): void;
}

/** The config's own buttons. */
export const Actions = ({ context, actions, lead, isForward, onPress }: ActionsProps) => {
  const buttons = actions.map((action, index) => (
    <Button
      key={action}
      primary={lead && !index}
      href={context.href(action.href)}
      onPress={() => onPress(index)}
    >
      <Localized context={context} text={action.label} />
    </Button>
  ));
  return <Fragment>{isForward ? buttons : buttons.reverse()}</Fragment>;
};
