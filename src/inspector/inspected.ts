import type { Delivery } from "../sdk/delivery/delivery.ts";
import type { Explanation } from "../sdk/domain/decide/explain.ts";
import type { Engine } from "../sdk/domain/engine/engine.ts";
import type { Plan } from "../sdk/domain/plan/plan.ts";
import type { createGuidance, Guidance } from "../sdk/guidance/guidance.ts";
import type { StatefulKinds } from "../sdk/guidance/stateful/statefulKinds.ts";
import type { InitOptions, Milepost } from "../sdk/milepost.ts";
import type { Person } from "../sdk/person/person.ts";
import type { Clock, KeyValueStore, PersonCall, Random, Undo } from "../sdk/ports.ts";
import type { DrawOptions } from "../sdk/renderers.ts";
import type { Stage } from "../sdk/stage.ts";

/** What runs in the page, for one level of consent. */
export interface RunParts {
  readonly engine: Engine;
  readonly person: Person;
  readonly intake: { onTracked(listener: (event: Pick<PersonCall, "name" | "given" | "at">) => void): Undo };
  readonly delivery: Delivery | undefined;
  readonly store: KeyValueStore;
  readonly guidance: { open(): Promise<Guidance | undefined> };
}

/** An instance, as the inspector looks into it. */
export interface Inspected {
  readonly plan: Plan;
  readonly options: InitOptions;
  readonly clock: Clock;
  readonly random: Random;
  /** BCP 47 tags of the page and the browser, best first. */
  languages(): readonly string[];
  readonly chunks: {
    /** What checks a config, with the words of `npx milepost check`. */
    config(): Promise<{ parse(config: unknown): { plan: Plan } | Promise<{ plan: Plan }> }>;
    show(plan: Plan): Promise<{
      readonly createGuidance: typeof createGuidance;
      readonly kinds?: StatefulKinds | undefined;
      mount(stage: Stage, options: DrawOptions): Undo;
    }>;
  };
  readonly listeners: Pick<Milepost, "on">;
  explain(): Promise<readonly Explanation[]>;
  /** `undefined` without consent; without parts while nobody looks at what happens, which `explain` ends. */
  run(): { readonly parts: RunParts | undefined } | undefined;
  /** The instance is over. */
  readonly end: AbortSignal;
}
