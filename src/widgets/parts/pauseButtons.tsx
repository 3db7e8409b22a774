import { Fragment, h } from "preact";
import type { Tips } from "../../sdk/stage.ts";
import type { Kit } from "../frame/kit.ts";
import { TIPS_WORDS } from "../text/tipsWords.ts";
import { Button } from "./button.tsx";

/** For how long the user wants no tips. */
export const PauseButtons = ({ kit, id }: { kit: Kit; id: string }) => {
  const words = kit.speak(TIPS_WORDS);
  const pause = (tips: Tips, said: string) => {
    kit.tell({ kind: "paused", key: id, tips });
    kit.announce(said);
  };
  return (
    <Fragment>
      <Button onPress={() => pause("today", words.pausedToday)}>{words.pauseToday}</Button>
      <Button onPress={() => pause("off", words.pausedOff)}>{words.pauseOff}</Button>
    </Fragment>
  );
};
