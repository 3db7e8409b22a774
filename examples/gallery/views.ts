/** Views as the SDK would make them, each with the little that its scene says of it. */
import type { ItemView, View } from "milepost/widgets";

type Of<T extends View["type"]> = Extract<View, { readonly type: T }>;
type Plan<T extends View["type"]> = Of<T>["plan"];
type Given<T extends View["type"]> = Partial<Plan<T>>;
type Around<T extends View["type"]> = Partial<Omit<Of<T>, "plan" | "type">>;

const PLAN = { repeat: "until-done", priority: 0, actions: [], status: "live" } as const;
const LIVE = {
  phase: "live",
  heldOut: false,
  selfOpened: false,
  towards: "Send your first invoice",
} as const;

const at = (css: string) => ({ target: [{ css }], placement: "auto" }) as const;

/** What tooltips point at. */
export const NEW_INVOICE = at("#new-invoice");

export const aTooltip = (plan: Given<"tooltip">, view: Around<"tooltip"> = {}): View => ({
  ...LIVE,
  key: "tooltip",
  ...view,
  type: "tooltip",
  plan: { ...PLAN, ...NEW_INVOICE, id: "tooltip", ...plan, type: "tooltip" },
});

export const aTour = (plan: Pick<Plan<"tour">, "steps">, view: Around<"tour"> = {}): View => ({
  ...LIVE,
  key: "tour",
  step: 0,
  ...view,
  type: "tour",
  plan: { ...PLAN, id: "tour", ...plan, type: "tour" },
});

export const aHotspot = (plan: Given<"hotspot">, view: Around<"hotspot"> = {}): View => ({
  ...LIVE,
  key: "hotspot",
  ...view,
  type: "hotspot",
  plan: { ...PLAN, ...at("#total"), id: "hotspot", ...plan, type: "hotspot" },
});

export const aBanner = (plan: Given<"banner">, view: Around<"banner"> = {}): View => ({
  ...LIVE,
  key: "banner",
  ...view,
  type: "banner",
  plan: { ...PLAN, id: "banner", ...plan, type: "banner" },
});

export const aModal = (plan: Given<"modal">, view: Around<"modal"> = {}): View => ({
  ...LIVE,
  key: "modal",
  ...view,
  type: "modal",
  plan: { ...PLAN, id: "modal", ...plan, type: "modal" },
});

export const aSurvey = (
  plan: Given<"survey"> & Pick<Plan<"survey">, "questions">,
  view: Around<"survey"> = {},
): View => ({
  ...LIVE,
  key: "survey",
  asksContact: false,
  ...view,
  type: "survey",
  plan: { ...PLAN, id: "survey", branches: [], ...plan, type: "survey" },
});

export const aLauncher = (plan: Given<"launcher">): View => ({
  ...LIVE,
  key: "launcher",
  type: "launcher",
  plan: { ...PLAN, ...at("#slot"), id: "launcher", ...plan, type: "launcher" },
});

export const aHelp = (view: Around<"help">, plan: Given<"help"> = {}): View => ({
  ...LIVE,
  key: "help",
  open: false,
  here: [],
  fresh: [],
  more: [],
  again: [],
  tips: "on",
  ...view,
  type: "help",
  plan: { ...PLAN, id: "help", launcher: "bottom-end", ...plan, type: "help" },
});

type Item = Partial<ItemView["plan"]> & Partial<Omit<ItemView, "plan">>;

export const anItem = (title: string, { done, skipped, locked, ...plan }: Item = {}): ItemView => ({
  done: !!done,
  skipped: !!skipped,
  locked: !!locked,
  plan: { milestone: title, title, needs: [], optional: false, ...plan },
});

export const aChecklist = (
  items: readonly ItemView[],
  view: Around<"checklist"> = {},
  plan: Given<"checklist"> = {},
): View => ({
  ...LIVE,
  key: "checklist",
  minimised: false,
  items,
  ...view,
  type: "checklist",
  plan: { ...PLAN, id: "checklist", title: "Get paid in four steps", items: [], ...plan, type: "checklist" },
});
