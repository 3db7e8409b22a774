import type { ComponentType } from "preact";
import type { View } from "../sdk/stage.ts";
import type { DrawProps } from "./frame/slot.tsx";
import type { Custom } from "./guides/custom/custom.tsx";
import { Tooltip } from "./guides/tooltip/tooltip.tsx";

/** What draws a view of each type, and what lets a vendor draw it. */
export type Drawings = {
  [T in View["type"]]: ComponentType<DrawProps<Extract<View, { readonly type: T }>>>;
} & {
  custom: typeof Custom;
};

/** Here from the start: the guide that most people see first. */
const INCLUDED = { tooltip: Tooltip };

type Loadable = Exclude<keyof Drawings, keyof typeof INCLUDED>;

/** Each other drawing is a file of its own, loaded when the first of its type is to be shown. */
const LOADERS: { readonly [T in Loadable]: () => Promise<Drawings[T]> } = {
  tour: async () => (await import("./guides/tour/tour.tsx")).Tour,
  hotspot: async () => (await import("./guides/hotspot/hotspot.tsx")).Hotspot,
  checklist: async () => (await import("./guides/checklist/checklist.tsx")).Checklist,
  banner: async () => (await import("./guides/banner/banner.tsx")).Banner,
  modal: async () => (await import("./guides/modal/modal.tsx")).Modal,
  survey: async () => (await import("./guides/survey/survey.tsx")).Survey,
  launcher: async () => (await import("./guides/launcher/launcher.tsx")).Launcher,
  help: async () => (await import("./guides/help/help.tsx")).Help,
  custom: async () => (await import("./guides/custom/custom.tsx")).Custom,
};

export interface Chunks {
  readonly loaded: Partial<Drawings>;
  /** Whether what draws `type`, or the words for it, are still on the way. */
  lacks(type: keyof Drawings): boolean;
  /** Loads what draws these types and is not here yet. A file that failed to load is tried again at the next call. */
  need(types: ReadonlyArray<keyof Drawings>): void;
}

/** @param onLack Told what did not load, and why. */
export const createChunks = (
  onLoaded: () => void,
  onLack: (what: keyof Drawings, cause: unknown) => void = () => {},
  words?: Promise<void>,
): Chunks => {
  let isMute = !!words;
  words?.then(() => {
    isMute = false;
    onLoaded();
  });
  const loaded: Partial<Drawings> = { ...INCLUDED };
  const loading = new Set<string>();
  const load = async <T extends Loadable>(type: T) => {
    loading.add(type);
    try {
      loaded[type] = await LOADERS[type]();
    } catch (cause) {
      loading.delete(type);
      return onLack(type, cause);
    }
    loading.delete(type);
    onLoaded();
  };
  return {
    loaded,
    lacks: (type) => isMute || (type in LOADERS && !(type in loaded)),
    need(types) {
      for (const type of Object.keys(LOADERS) as Loadable[])
        if (types.includes(type) && !loaded[type] && !loading.has(type)) load(type);
    },
  };
};
