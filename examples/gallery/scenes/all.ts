import { hotspots, tooltips, tours } from "./cards.ts";
import { checklists } from "./checklists.ts";
import { helps } from "./helps.ts";
import type { Chapter, Scene } from "./scene.ts";
import { banners, launchers, modals } from "./surfaces.ts";
import { surveys } from "./surveys.ts";
import { together } from "./together.ts";

export const CHAPTERS: readonly Chapter[] = [
  checklists,
  tooltips,
  tours,
  hotspots,
  banners,
  modals,
  surveys,
  launchers,
  helps,
  together,
];

export const SCENES: readonly Scene[] = CHAPTERS.flatMap(({ scenes }) => scenes);
