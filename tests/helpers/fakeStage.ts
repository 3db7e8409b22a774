import type {
  BannerView,
  ChecklistView,
  HelpView,
  HotspotView,
  ItemView,
  LauncherView,
  ModalView,
  Stage,
  SurveyView,
  TooltipView,
  TourView,
  View,
  Waiting,
  WidgetEvent,
} from "../../src/sdk/stage.ts";

type Traits = ReturnType<Stage["traits"]>;

export interface FakeStage extends Stage {
  /** What the widgets told, in order. */
  readonly told: WidgetEvent[];
  /** What views wait for, by their keys. */
  readonly waits: Map<string, Waiting>;
  /** Puts these views on, as the SDK would after a decision. */
  show(...views: readonly View[]): void;
  /** How many listen now. */
  readonly listeners: number;
}

export interface FakeStageOptions {
  readonly locales?: readonly string[];
  readonly traits?: Partial<Traits>;
}

/** A stage that shows what a test says and remembers what it is told. */
export const createFakeStage = ({ locales = ["en"], traits = {} }: FakeStageOptions = {}): FakeStage => {
  const listeners = new Set<() => void>();
  let views: readonly View[] = [];
  const told: WidgetEvent[] = [];
  const waits: FakeStage["waits"] = new Map();
  return {
    told,
    waits,
    locales,
    views: () => views,
    traits: () => ({ user: {}, account: {}, ...traits }),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    lack() {},
    miss() {},
    pointer: () => undefined,
    setWaiting(key, waiting) {
      if (waiting) waits.set(key, waiting);
      else waits.delete(key);
    },
    whenFree(_, run) {
      run();
      return () => {};
    },
    tell(happening) {
      told.push(happening);
    },
    show(...next) {
      views = next;
      for (const listener of [...listeners]) listener();
    },
    get listeners() {
      return listeners.size;
    },
  };
};

/** What a test says of a view; the rest is the plainest there is. */
type Given<V extends View> = Partial<Omit<V, "plan" | "type">> & { readonly plan?: Partial<V["plan"]> };

const COMMON = { repeat: "until-done", priority: 0, actions: [], status: "live" } as const;
const LIVE = { phase: "live", heldOut: false, selfOpened: false } as const;
const TARGET = { target: [{ css: "#target" }], placement: "auto" } as const;

export const aTooltip = ({ plan, ...view }: Given<TooltipView> = {}): TooltipView => ({
  ...LIVE,
  key: "tip",
  ...view,
  type: "tooltip",
  plan: {
    ...COMMON,
    ...TARGET,
    id: "tip",
    title: "Start here",
    body: "This makes an invoice.",
    ...plan,
    type: "tooltip",
  },
});

export const aTour = ({ plan, ...view }: Given<TourView> = {}): TourView => ({
  ...LIVE,
  key: "tour",
  step: 0,
  ...view,
  type: "tour",
  plan: {
    ...COMMON,
    id: "tour",
    steps: [
      { ...TARGET, actions: [], title: "First" },
      { ...TARGET, actions: [], title: "Second" },
      { placement: "auto", actions: [], title: "Third" },
    ],
    ...plan,
    type: "tour",
  },
});

export const aHotspot = ({ plan, ...view }: Given<HotspotView> = {}): HotspotView => ({
  ...LIVE,
  key: "spot",
  ...view,
  type: "hotspot",
  plan: { ...COMMON, ...TARGET, id: "spot", title: "Amounts", body: "With tax.", ...plan, type: "hotspot" },
});

export const anItem = (
  milestone: string,
  given: Partial<ItemView["plan"]> & Partial<Omit<ItemView, "plan">> = {},
): ItemView => {
  const { done = false, skipped = false, locked = false, ...plan } = given;
  return {
    done,
    skipped,
    locked,
    plan: { milestone, title: milestone, needs: [], optional: false, ...plan },
  };
};

export const aChecklist = ({ plan, items, ...view }: Given<ChecklistView> = {}): ChecklistView => ({
  ...LIVE,
  key: "list",
  minimised: false,
  items: items ?? [
    anItem("Make it", { done: true }),
    anItem("Send it", { guide: "tour" }),
    anItem("Get paid"),
  ],
  ...view,
  type: "checklist",
  plan: { ...COMMON, id: "list", title: "Get paid in three steps", items: [], ...plan, type: "checklist" },
});

export const aBanner = ({ plan, ...view }: Given<BannerView> = {}): BannerView => ({
  ...LIVE,
  key: "banner",
  ...view,
  type: "banner",
  plan: {
    ...COMMON,
    id: "banner",
    title: "Good to see you",
    body: "Pick up where you left off.",
    ...plan,
    type: "banner",
  },
});

export const aModal = ({ plan, ...view }: Given<ModalView> = {}): ModalView => ({
  ...LIVE,
  key: "modal",
  ...view,
  type: "modal",
  plan: {
    ...COMMON,
    id: "modal",
    title: "Bring the team",
    body: "Teams save **time**.",
    ...plan,
    type: "modal",
  },
});

export const aSurvey = ({ plan, ...view }: Given<SurveyView> = {}): SurveyView => ({
  ...LIVE,
  key: "survey",
  asksContact: false,
  ...view,
  type: "survey",
  plan: {
    ...COMMON,
    id: "survey",
    questions: [{ kind: "nps", ask: "How likely are you to recommend Acme?", choices: [] }],
    branches: [],
    ...plan,
    type: "survey",
  },
});

export const aLauncher = ({ plan, ...view }: Given<LauncherView> = {}): LauncherView => ({
  ...LIVE,
  key: "launcher",
  ...view,
  type: "launcher",
  plan: {
    ...COMMON,
    id: "launcher",
    title: "Show me around",
    target: [{ css: "#place" }],
    ...plan,
    type: "launcher",
  },
});

export const aHelp = ({ plan, ...view }: Given<HelpView> = {}): HelpView => ({
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
  plan: { ...COMMON, id: "help", title: "Help", launcher: "bottom-end", ...plan, type: "help" },
});
