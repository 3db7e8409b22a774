import { createFactCollector } from "../../insights/facts/collectFacts.ts";
import type { Basis, Facts } from "../../insights/facts/rows.ts";
import type { LogEvent } from "../../replay/logEvent.ts";
import type { Engine } from "../../sdk/domain/engine/engine.ts";
import type { Product } from "./product.ts";

/** What is kept of a circle. */
export interface CircleFacts extends Facts {
  /** Its events, each once. */
  readonly events: number;
  /** Its last one, in epoch milliseconds. */
  readonly last: number | null;
}

export interface MadeCircle {
  readonly facts: CircleFacts;
  /** When time alone changes something next, in epoch milliseconds; `Infinity` for never. */
  readonly wake: number;
}

/** Takes a circle's events, in order of time, and makes facts of them. */
export interface CircleMaker {
  take(event: LogEvent): void;
  /** @param now To when time goes by, in epoch milliseconds; not before the last event. */
  end(now: number): MadeCircle;
}

export interface MakerOptions {
  readonly product: Product;
  readonly basis: Basis;
  /** Before which moment events may be deleted, in epoch milliseconds; `null` where none is. */
  readonly keptSince: number | null;
}

export function createCircleMaker({ product, basis, keptSince }: MakerOptions): CircleMaker {
  const { getEngine, measures } = product;
  const looks = createLooks(getEngine(keptSince));
  const collector = createFactCollector({ engine: looks.engine, zone: "UTC", basis, measures });
  const known = new Set<string>();
  let last: number | null = null;
  return {
    take(event) {
      const key = JSON.stringify([event.user, event.id]);
      if (known.has(key)) return;
      known.add(key);
      last = event.at;
      collector.take(event);
    },
    end(now) {
      const at = Math.max(now, last ?? 0);
      looks.listen();
      const facts = collector.end(at);
      return { facts: { ...facts, events: known.size, last }, wake: looks.getWake(at) };
    },
  };
}

/** An engine of which it is known, of all that is asked in the end, when an answer changes by time alone. */
function createLooks(given: Engine): {
  readonly engine: Engine;
  listen(): void;
  getWake(now: number): number;
} {
  const scenes: Array<ReturnType<Engine["look"]>> = [];
  let isListening = false;
  return {
    listen: () => (isListening = true),
    engine: {
      ...given,
      look(...about) {
        const scene = given.look(...about);
        if (isListening) scenes.push(scene);
        return scene;
      },
    },
    getWake: (now) =>
      scenes.reduce((first, { wake, state }) => {
        const next = Math.min(wake, state.wake);
        return next > now && next < first ? next : first;
      }, Number.POSITIVE_INFINITY),
  };
}
