import { MilepostError } from "../sdk/errors.ts";
import { getActions, getStep, type Text, type View } from "../sdk/stage.ts";
import type { Screen } from "./screen.ts";

/** What people do with the guides on their screen. */
export interface UserActions {
  dismiss(guide: string): Promise<void>;
  complete(guide: string): Promise<void>;
  press(guide: string, label: string): Promise<void>;
}

/** @param explain Why a guide is not there, for who looks for it. */
export function createUserActions(screen: Screen, explain: (guide: string) => Promise<string>): UserActions {
  async function find(guide: string): Promise<View> {
    const view = screen.views().find(({ plan }) => plan.id === guide);
    if (view) return view;
    throw new MilepostError("call-invalid", await explain(guide));
  }

  return {
    async dismiss(guide) {
      const { key } = await find(guide);
      screen.tell({ kind: "dismissed", key });
    },
    async complete(guide) {
      const view = await find(guide);
      const { key } = view;
      if (view.type === "tour") screen.tell({ kind: "step", key, step: view.plan.steps.length });
      else screen.tell({ kind: "completed", key });
    },
    async press(guide, label) {
      const view = await find(guide);
      const actions = getActions(view);
      const action = actions.findIndex((one) => saysIt(one.label, label));
      if (action < 0) throw new MilepostError("call-invalid", describe(guide, label, actions));
      screen.tell({
        kind: "pressed",
        key: view.key,
        action,
        ...getStep(view),
      });
    },
  };
}

/** In any of its languages. */
const saysIt = (text: Text, words: string): boolean =>
  typeof text === "string" ? text === words : Object.values(text).includes(words);

function describe(guide: string, label: string, actions: ReadonlyArray<{ readonly label: Text }>): string {
  const labels = actions.map((one) => JSON.stringify(one.label)).join(", ");
  return `${guide}: found no button ${JSON.stringify(label)}, expected one of: ${labels || "none"}`;
}
