import { decide } from "../sdk/domain/decide/decide.ts";
import { type Explanation, explain } from "../sdk/domain/decide/explain.ts";
import { createEngine, type Engine } from "../sdk/domain/engine/engine.ts";
import { FEATURES } from "../sdk/domain/features/features.ts";
import { zones } from "../sdk/domain/features/zones.ts";
import type { Plan } from "../sdk/domain/plan/plan.ts";
import type { EvalContext } from "../sdk/domain/state/evalContext.ts";
import type { Fact } from "../sdk/domain/state/facts.ts";
import type { State } from "../sdk/domain/state/state.ts";
import type { Guidance } from "../sdk/guidance/guidance.ts";
import type { PersonPort } from "../sdk/guidance/guideOpener.ts";
import { createUuid } from "../sdk/lib/uuid.ts";
import type { Undo } from "../sdk/ports.ts";
import type { Inspected, RunParts } from "./inspected.ts";

/** What is tried: on a copy of what is known of the person, and with nothing of it stored or reported. */
export interface Attempt {
  /** In words: `in 3 d`. */
  readonly what: string;
  /** Another plan than the one that runs. */
  readonly plan?: Plan;
  /** So many milliseconds from now. */
  readonly ahead?: number;
  /** As if they were in this segment. */
  readonly segment?: string;
  /** This guide alone, whatever keeps it away. */
  readonly guide?: string;
}

export interface Rehearsal {
  readonly attempt: Attempt;
  /** Why each guide would be shown or not. */
  explain(): Explanation[];
  /** Puts it on the page in the place of what stands there, until the undo. Nothing is shown where a file did not load. */
  show(): Promise<Undo>;
}

const NOTHING = { live: new Set<string>(), asked: new Set<string>(), missing: new Set<string>() };

export function createRehearsal(inspected: Inspected, parts: RunParts, attempt: Attempt): Rehearsal {
  const { clock, options, languages, chunks } = inspected;
  const { person } = parts;
  const plan = withSegment(attempt.plan ?? parts.engine.plan, attempt.segment);
  const engine = createEngine(plan, [...Object.values(FEATURES), zones]);
  const state = structuredClone(person.state());
  const now = (): number => clock.now() + (attempt.ahead ?? 0);
  engine.migrate(state);
  engine.advance(state, { kind: "time", at: now() }, person.here());

  const guided = createGuided(engine, state, {
    now,
    here: person.here,
    createId: () => createUuid(now(), inspected.random),
  });

  async function show(): Promise<Undo> {
    const real = await parts.guidance.open();
    const { createGuidance, mount, kinds } = await chunks.show(plan);
    const { container, navigate, render, locale } = options;
    const guidance: Guidance = createGuidance({
      guided,
      kinds,
      container,
      isWanted: () => true,
      // A time when nothing was pressed yet is part of what is tried.
      isFresh: () => true,
      locales: [...(locale ? [locale] : []), ...languages(), plan.locale.default],
      mode: attempt.guide === undefined ? "auto" : "asked",
      wakeAt: () => {},
    });
    real?.cover(true);
    guidance.refresh();
    const unmount = mount(guidance, { container, navigate, render });
    if (attempt.guide !== undefined) guidance.start(attempt.guide);
    return () => {
      unmount();
      guidance.stop();
      real?.cover(false);
    };
  }

  return {
    attempt,
    explain: () => {
      const scene = guided.look();
      return decide(scene, NOTHING).map((one) => ({ ...one, text: explain(one, scene.now, scene) }));
    },
    show,
  };
}

/** A person whose deeds move a copy of what is known of them, and nothing else. */
export function createGuided(
  engine: Engine,
  state: State,
  { now, here, createId }: { now(): number; here: RunParts["person"]["here"]; createId(): string },
): PersonPort {
  const look = (): EvalContext => engine.look(state, here(), now());
  const take = (fact: Fact): void => void engine.advance(state, fact, here());
  return {
    look,
    take: (guide, gap, deed) =>
      take({ kind: "guide", guide, at: now(), id: createId(), ...(gap !== undefined && { gap }), ...deed }),
    report: (name, properties) =>
      take({ kind: "event", name, own: true, properties, at: now(), id: createId() }),
    track: (name) => take({ kind: "event", name, properties: {}, at: now(), id: createId() }),
  };
}

/** The segment holds for everybody, and all others for nobody. */
function withSegment(plan: Plan, segment: string | undefined): Plan {
  if (segment === undefined) return plan;
  const segments = plan.segments.map(({ id }) => ({
    id,
    when: { kind: id === segment ? "all" : "any", of: [] } as const,
  }));
  return { ...plan, segments };
}
