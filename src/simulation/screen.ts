import { decide } from "../sdk/domain/decide/decide.ts";
import { mayShow } from "../sdk/domain/decide/mayShow.ts";
import { isFurniture } from "../sdk/domain/plan/guideManners.ts";
import type { GuidePlan } from "../sdk/domain/plan/plan.ts";
import type { Lots } from "./lots.ts";
import type { Device } from "./rows.ts";
import type { World } from "./world.ts";

/** What somebody sees on the page that they are on. */
export interface Screen {
  readonly device: Device;
  /** Counts the pages that were opened, so that what was meant for one is not done on the next. */
  page: number;
  live: ReadonlySet<string>;
  readonly asked: Set<string>;
  readonly missing: Set<string>;
  /** They type or press all the time, so that nothing opens on this page. */
  isBusy: boolean;
}

/** A guide that stands on a screen since now. */
export interface Showing {
  readonly plan: GuidePlan;
  readonly gap?: string;
}

export const createScreen = (device: Device): Screen => ({
  device,
  page: 0,
  live: new Set(),
  asked: new Set(),
  missing: new Set(),
  isBusy: false,
});

export interface ScreensOptions {
  readonly world: World;
  readonly lots: Lots;
  /** Somebody sees a guide from now on; it is not told of who is held out. */
  onShown(screen: Screen, showing: Showing, at: number): void;
}

/** Chances that are the same in both arms: that a target is not there, and that somebody has no eyes for anything. */
const MISSING = { chrome: 0.02, edge: 0.02, firefox: 0.03, safari: 0.06 } as const;
const BUSY = 0.12;

export interface Screens {
  /** Another page is open. */
  open(screen: Screen, at: number): void;
  /** Shows what is to be shown now, and takes away what is not. */
  refresh(screen: Screen, at: number): void;
}

export function createScreens({ world, lots, onShown }: ScreensOptions): Screens {
  function refresh(screen: Screen, at: number): void {
    for (let rounds = 12; rounds > 0 && showOnce(screen, at); rounds--);
  }

  /** Returns whether anything has changed. */
  function showOnce(screen: Screen, at: number): boolean {
    const scene = world.look(screen.device, at);
    const { live, asked, missing, device } = screen;
    const shown = mayShow(scene) ? decide(scene, screen).filter((decision) => decision.show) : [];
    screen.live = new Set(shown.flatMap(({ guide }) => (live.has(guide) ? [guide] : [])));
    for (const { guide, gap, heldOut, selfOpened } of shown) {
      const plan = scene.index.guides.get(guide)!;
      if (live.has(guide) || missing.has(guide) || isFurniture(plan.type)) continue;
      if (screen.isBusy && !asked.has(guide)) continue;
      const named = { guide, ...(gap !== undefined && { gap }) };
      const chance = lots.draw("missing", device.person.id, guide, `${at}`);
      if (needsTarget(plan) && chance < MISSING[device.person.browser]) {
        missing.add(guide);
        world.deed(device, { did: "missing", ...named }, at);
        return true;
      }
      screen.live = new Set([...screen.live, guide]);
      world.deed(device, { did: "shown", heldOut, selfOpened, ...named }, at);
      if (!heldOut) onShown(screen, { plan, ...(gap !== undefined && { gap }) }, at);
      return true;
    }
    return false;
  }

  return {
    refresh,
    open(screen, at) {
      screen.page++;
      screen.live = new Set();
      screen.asked.clear();
      screen.missing.clear();
      screen.isBusy = lots.draw("busy", screen.device.person.id, `${at}`) < BUSY;
      refresh(screen, at);
    },
  };
}

const needsTarget = (plan: GuidePlan): boolean => plan.type === "tooltip" || plan.type === "tour";
