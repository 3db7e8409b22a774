import { createGuided } from "../inspector/rehearsal.ts";
import { createFullEngine } from "../sdk/domain/features/fullEngine.ts";
import type { Plan } from "../sdk/domain/plan/plan.ts";
import type { Here } from "../sdk/domain/state/facts.ts";
import { createState } from "../sdk/domain/state/state.ts";
import { createGuidance } from "../sdk/guidance/guidance.ts";
import { statefulKinds } from "../sdk/guidance/stateful/statefulKinds.ts";
import { createUuid } from "../sdk/lib/uuid.ts";
import type { Undo } from "../sdk/ports.ts";
import { mount } from "../widgets/index.ts";
import type { Area } from "../widgets/page/place/pointer.ts";
import { nextFrame } from "./sight.ts";

export interface Standing {
  /** What is drawn of it, in the window, in pixels. */
  readonly at: Area;
  readonly undo: Undo;
}

/**
 * Draws the one guide of a plan that holds for everybody, as it opens by itself, for somebody who has only just come. None
 * of it is stored or reported.
 * @param step Of a tour: the step that it stands at, from 0.
 * @returns `undefined` where it was not drawn within `ms` milliseconds, and nothing of it is left then.
 */
export async function stand(plan: Plan, step: number, ms: number): Promise<Standing | undefined> {
  const [guide] = plan.guides;
  const engine = createFullEngine(plan);
  const state = createState(Date.now());
  const here = (): Here => ({ url: location.href, user: "pages", zone: "UTC", replica: "pages" });
  const createId = (): string => createUuid(Date.now(), Math.random);
  engine.advance(state, { kind: "page", at: Date.now(), id: createId() }, here());
  const guided = createGuided(engine, state, { now: Date.now, here, createId });
  if (step > 0) {
    guided.take(guide!.id, undefined, { did: "shown", heldOut: false, selfOpened: false });
    guided.take(guide!.id, undefined, { did: "step", step });
  }
  const guidance = createGuidance({
    guided,
    kinds: statefulKinds,
    isWanted: () => true,
    isFresh: () => true,
    locales: [plan.locale.default],
    mode: "auto",
    wakeAt: () => {},
  });
  guidance.refresh();
  let tellDrawn = (): void => {};
  const drawn = new Promise<void>((resolve) => {
    tellDrawn = resolve;
  });
  const unmount = mount({
    ...guidance,
    tell(event) {
      guidance.tell(event);
      if (event.kind === "shown") tellDrawn();
    },
  });
  const undo = (): void => {
    unmount();
    guidance.stop();
  };
  if (guide!.type === "help" && !guide!.launcher) guidance.start(guide!.id);
  await Promise.race([drawn, new Promise((late) => setTimeout(late, ms))]);
  await whenStill();
  const at = join(findDrawn().map((one) => one.getBoundingClientRect()));
  if (at) return { at, undo };
  undo();
  return undefined;
}

const ROOTS = "milepost-root,milepost-slot";

/** What can be seen of ours. */
export const DRAWN = ".surface,[part~=dot],[part~=launcher],[part~=checklist]";

function findDrawn(): Element[] {
  const roots = [...document.querySelectorAll(ROOTS)].flatMap(({ shadowRoot }) => shadowRoot ?? []);
  return roots.flatMap((root) => [...root.querySelectorAll(DRAWN)]).filter((one) => one.checkVisibility());
}

/** What moves ends first, and what is written is there in its letters. */
async function whenStill(): Promise<void> {
  await document.fonts.ready;
  const roots = [...document.querySelectorAll(ROOTS)].flatMap(({ shadowRoot }) => shadowRoot ?? []);
  const moving = roots.flatMap((root) => root.getAnimations());
  const ending = moving.filter(
    ({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY,
  );
  await Promise.allSettled(ending.map(({ finished }) => finished));
  await nextFrame();
}

/** The smallest area around all of them; `undefined` where there is none. */
export function join(areas: readonly Area[]): Area | undefined {
  const seen = areas.filter(({ width, height }) => width > 0 && height > 0);
  if (seen.length === 0) return undefined;
  const x = Math.min(...seen.map((one) => one.x));
  const y = Math.min(...seen.map((one) => one.y));
  const right = Math.max(...seen.map((one) => one.x + one.width));
  const bottom = Math.max(...seen.map((one) => one.y + one.height));
  return { x, y, width: right - x, height: bottom - y };
}
