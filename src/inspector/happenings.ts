import { getProgress, type Progress } from "../sdk/domain/engine/progress.ts";
import type { Report } from "../sdk/domain/state/facts.ts";
import type { Undo } from "../sdk/ports.ts";
import type { Inspected, RunParts } from "./inspected.ts";
import { tellMoves } from "./progressRows.ts";

/** So many are kept, the latest first. */
const KEPT = 100;
/** What follows from an event is judged in a task of its own, soon after it. */
const FOLLOWS_MS = 400;

/** Something that came, and what it moved. */
export interface Happening {
  /** One more than the one before it. */
  readonly id: number;
  readonly at: number;
  readonly kind: "event" | "report" | "change";
  readonly what: string;
  /** Its properties, as JSON. */
  readonly detail: string;
  readonly moved: readonly string[];
}

export interface Happenings {
  list(): readonly Happening[];
  stop: Undo;
}

/** Notes what comes from now on, as it comes. */
export function watchHappenings(
  { clock, listeners }: Inspected,
  { engine, person, intake }: RunParts,
  onChange: () => void,
): Happenings {
  let list: readonly Happening[] = [];
  const look = (): Progress => getProgress(engine.look(person.state(), person.here(), clock.now()));
  let before = look();
  let count = 0;

  function add(one: Omit<Happening, "id">): void {
    count += 1;
    list = [{ id: count, ...one }, ...list].slice(0, KEPT);
    onChange();
  }

  /** What has moved belongs to the event before it, if that has just come. */
  function judge(): void {
    const after = look();
    const moved = tellMoves(before, after);
    before = after;
    if (moved.length === 0) return;
    const cause = list.findIndex(({ kind, at }) => kind === "event" && clock.now() - at < FOLLOWS_MS);
    if (cause < 0) return add({ at: clock.now(), kind: "change", what: "A change", detail: "", moved });
    list = list.map((one, i) => (i === cause ? { ...one, moved: [...one.moved, ...moved] } : one));
    onChange();
  }

  const undos = [
    intake.onTracked(({ name, given, at }) =>
      add({ at, kind: "event", what: name, detail: toDetail(given), moved: [] }),
    ),
    listeners.on("report", ({ event, at, properties }: Report) =>
      add({ at, kind: "report", what: event, detail: toDetail(properties), moved: [] }),
    ),
    person.onChange(judge),
  ];
  return {
    list: () => list,
    stop: () => {
      for (const undo of undos) undo();
    },
  };
}

const toDetail = (properties: Readonly<Record<string, unknown>>): string => {
  const { plan_version, ...rest } = properties;
  const text = JSON.stringify(rest);
  return text === "{}" ? "" : text;
};
