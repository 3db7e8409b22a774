import type { Stage, View, WidgetEvent } from "milepost/widgets";

export interface Theatre extends Stage {
  /** Puts these views on in place of all others. */
  show(views: readonly View[]): void;
}

/** A stage that answers presses as the SDK would, as far as one sees it: nothing is counted, stored or sent. */
export function createTheatre(locales: readonly string[]): Theatre {
  const listeners = new Set<() => void>();
  let views: readonly View[] = [];
  const show = (next: readonly View[]): void => {
    views = next;
    for (const listener of [...listeners]) listener();
  };
  return {
    locales,
    views: () => views,
    traits: () => ({ user: { firstName: "Ana" }, account: {} }),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pointer: () => undefined,
    setWaiting() {},
    lack() {},
    miss() {},
    whenFree(_, run) {
      run();
      return () => {};
    },
    tell(happening) {
      show(views.flatMap((view) => (view.key === happening.key ? (answer(view, happening) ?? []) : view)));
    },
    show,
  };
}

/** The view after that; `undefined` where it leaves. */
function answer(view: View, happening: WidgetEvent): View | undefined {
  switch (happening.kind) {
    case "dismissed":
    case "completed":
    case "gone":
      return undefined;
    case "pressed":
      return { ...view, thanks: true };
    case "answered":
      return { ...view, thanks: true, phase: "done" };
    case "step":
      return view.type === "tour" ? turn(view, happening.step) : view;
    case "minimised":
      return view.type === "checklist" ? { ...view, minimised: happening.minimised } : view;
    case "skipped":
      return view.type === "checklist" ? skip(view, happening.milestone) : view;
    case "opened":
      return view.type === "help" ? open(view, happening.doc) : view;
    case "closed":
      return view.type === "help" ? { ...list(view), open: false } : view;
    case "paused":
      return view.type === "help" ? { ...view, tips: happening.tips } : undefined;
    default:
      return view;
  }
}

type Of<T extends View["type"]> = Extract<View, { readonly type: T }>;

const turn = (view: Of<"tour">, step: number) =>
  step < view.plan.steps.length ? { ...view, step } : undefined;

const skip = (view: Of<"checklist">, milestone: string) => ({
  ...view,
  items: view.items.map((item) => (item.plan.milestone === milestone ? { ...item, skipped: true } : item)),
});

function list({ doc: _doc, news: _news, ...view }: Of<"help">): Of<"help"> {
  return view;
}

function open(view: Of<"help">, id: string | undefined): Of<"help"> {
  const doc = [...view.here, ...view.fresh, ...view.more].find((one) => one.id === id);
  return { ...list(view), open: true, ...(doc && { doc }) };
}
