import type { DocPlan } from "../domain/plan/plan.ts";
import type { EvalContext } from "../domain/state/evalContext.ts";
import type { GuideDeed, Properties, ReportName } from "../domain/state/facts.ts";
import type { View, WidgetEvent } from "../stage.ts";

/** The person whom guidance is for. */
export interface PersonPort {
  look(): EvalContext;
  /** Takes in what was done with a guide. */
  take(guide: string, gap: string | undefined, deed: GuideDeed): void;
  /** Reports what the engine has no say in. */
  report(event: ReportName, properties: Properties): void;
  track(event: string): void;
}

/** The help panel of this tab. */
export interface HelpPanelState {
  open: boolean;
  doc: DocPlan | undefined;
  /** It shows what is new. */
  news: boolean;
}

export interface GuideOpenerOptions {
  readonly guided: PersonPort;
  /** Guides that were asked for on this tab. */
  readonly asked: Set<string>;
  readonly panel: HelpPanelState;
}

/** Opens what the user or the page asks for: a guide, or the help panel with an article. */
export interface GuideOpener {
  start(id: string): void;
  /** What is chosen in the help panel takes its place; a launcher opens what its plan names. */
  open(view: View, chosen: WidgetEvent & { kind: "opened" }): void;
  /** Opens the help panel, with an article where `id` is one's. */
  openHelp(id: string | undefined, gap?: string): void;
  closeHelp(): void;
}

export function createGuideOpener({ guided, asked, panel }: GuideOpenerOptions): GuideOpener {
  function open({ plan, gap }: View, { doc, guide }: WidgetEvent & { kind: "opened" }): void {
    const chosen = plan.type === "launcher" ? plan.guide : guide;
    if (chosen === undefined) return openHelp(doc, gap);
    closeHelp();
    start(chosen);
  }

  function openHelp(id: string | undefined, gap?: string): void {
    panel.open = true;
    panel.news = id === "new";
    panel.doc = guided.look().index.plan.docs.find((doc) => doc.id === id);
    if (panel.doc) guided.report("Doc Viewed", { doc_id: panel.doc.id, gap_id: gap });
  }

  function start(id: string): void {
    const guide = guided.look().index.guides.get(id);
    if (!guide || guide.type === "help") return openHelp(id);
    asked.add(id);
  }

  function closeHelp(): void {
    panel.open = false;
  }

  return { start, open, openHelp, closeHelp };
}
