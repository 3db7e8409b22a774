import { Fragment, h } from "preact";
import type { Tips } from "../../sdk/stage.ts";
import type { WidgetContext } from "../frame/widgetContext.ts";
import { TIPS_WORDS } from "../text/tipsWords.ts";
import { Button } from "./button.tsx";

/** For how long the user wants no tips. */
export const PauseButtons = ({ context, id }: { context: WidgetContext; id: string }) => {
  const words = context.speak(TIPS_WORDS);
  const pause = (tips: Tips, said: string) => {
    context.tell({ kind: "paused", key: id, tips });
    context.announce(said);
  };
  return (
    <Fragment>
      <Button onPress={() => pause("today", words.pausedToday)}>{words.pauseToday}</Button>
      <Button onPress={() => pause("off", words.pausedOff)}>{words.pauseOff}</Button>
    </Fragment>
  );
};
