import type { Explanation } from "../sdk/domain/decide/explain.ts";
import type { Undo } from "../sdk/ports.ts";
import { type Happening, type Happenings, watchHappenings } from "./happenings.ts";
import type { Inspected, RunParts } from "./inspected.ts";
import { type OutboxView, type OutboxWatch, watchOutbox } from "./outboxWatch.ts";
import { getRows, type ProgressRows } from "./progressRows.ts";
import { readDraft } from "./readDraft.ts";
import { type Attempt, createRehearsal, type Rehearsal } from "./rehearsal.ts";

/** What the panel draws. */
export interface Shot {
  readonly now: number;
  readonly guides: readonly Explanation[];
  readonly rows: ProgressRows | undefined;
  readonly happenings: readonly Happening[];
  readonly outbox: OutboxView | undefined;
  /** What is tried, and what would be shown then. */
  readonly rehearsal:
    | { readonly attempt: Attempt; readonly guides: readonly Explanation[]; readonly isShown: boolean }
    | undefined;
  /** What is wrong with a draft, a line for each mistake. */
  readonly faults: readonly string[];
}

/** What the inspector knows, and what it can be asked for. Nothing of it is stored or reported. */
export interface Model {
  get(): Shot;
  onChange(listener: () => void): Undo;
  /** Looks anew at all that may have changed without a word. */
  look(): Promise<void>;
  /** Says what would show; `isShown` puts it on the page. Left out: back to what really stands. */
  rehearse(attempt?: Attempt, isShown?: boolean): Promise<void>;
  /** Takes a config as its text, and shows it on the page. */
  tryDraft(text: string): Promise<void>;
  close: Undo;
}

export function createModel(inspected: Inspected): Model {
  const { clock, listeners } = inspected;
  const telling = new Set<() => void>();
  let shot: Shot = {
    now: clock.now(),
    guides: [],
    rows: undefined,
    happenings: [],
    outbox: undefined,
    rehearsal: undefined,
    faults: [],
  };
  let parts: RunParts | undefined;
  let happenings: Happenings | undefined;
  let outbox: OutboxWatch | undefined;
  let rehearsal: Rehearsal | undefined;
  let leave: Undo | undefined;
  let closed = false;

  function update(more: Partial<Shot>): void {
    if (closed) return;
    shot = { ...shot, ...more, now: clock.now() };
    for (const tell of telling) tell();
  }

  /** Another level of consent is another run. */
  function follow(): void {
    const next = inspected.run()?.parts;
    if (next === parts) return;
    leave?.();
    leave = rehearsal = undefined;
    happenings?.stop();
    outbox?.stop();
    parts = next;
    const watch = next && watchHappenings(inspected, next, () => update({ happenings: watch!.list() }));
    const sent = next && watchOutbox(next, clock, () => update({ outbox: sent!.view() }));
    happenings = watch;
    outbox = sent;
    update({ rehearsal: undefined, outbox: sent?.view() });
  }

  async function look(): Promise<void> {
    follow();
    const guides = await inspected.explain();
    follow();
    const rows = parts && getRows(parts.engine.look(parts.person.state(), parts.person.here(), clock.now()));
    update({ guides, rows });
    if (rehearsal) update({ rehearsal: { ...shot.rehearsal!, guides: rehearsal.explain() } });
    await outbox?.look();
  }

  async function rehearse(attempt?: Attempt, isShown = false): Promise<void> {
    leave?.();
    leave = rehearsal = undefined;
    if (!attempt || !parts) return update({ rehearsal: undefined });
    const next = createRehearsal(inspected, parts, attempt);
    rehearsal = next;
    update({ rehearsal: { attempt, guides: next.explain(), isShown } });
    if (!isShown) return;
    const undo = await next.show();
    if (closed || rehearsal !== next) undo();
    else leave = undo;
  }

  const undo = listeners.on("progress", () => void look().catch(() => {}));
  return {
    get: () => shot,
    onChange(listener) {
      telling.add(listener);
      return () => telling.delete(listener);
    },
    look,
    rehearse,
    async tryDraft(text) {
      const { plan, faults } = await readDraft(text, inspected.chunks.config);
      update({ faults });
      if (plan) await rehearse({ what: "a draft of the config", plan }, true);
    },
    close() {
      closed = true;
      undo();
      leave?.();
      happenings?.stop();
      outbox?.stop();
      telling.clear();
    },
  };
}
