/** Each kind of drawing but the tooltip is a file of its own, loaded when the first of its kind is to be shown. */
const LOADERS = {
  tour: () => import("./guides/tour/tour.tsx"),
  hotspot: () => import("./guides/hotspot/hotspot.tsx"),
  checklist: () => import("./guides/checklist/checklist.tsx"),
  banner: () => import("./guides/banner/banner.tsx"),
  modal: () => import("./guides/modal/modal.tsx"),
  survey: () => import("./guides/survey/survey.tsx"),
  launcher: () => import("./guides/launcher/launcher.tsx"),
  help: () => import("./guides/help/help.tsx"),
  custom: () => import("./guides/custom/custom.tsx"),
};

type Kind = keyof typeof LOADERS;
type Loaded = { [K in Kind]?: Awaited<ReturnType<(typeof LOADERS)[K]>> };

export interface Chunks {
  readonly loaded: Loaded;
  /** Whether what draws `type`, or the words for it, are still on the way. */
  lacks(type: string): boolean;
  /** Loads what is drawn by a chunk and not here yet. One that failed is tried again at the next call. */
  need(types: readonly string[]): void;
}

export const createChunks = (onLoaded: () => void, words?: Promise<void>): Chunks => {
  let isMute = !!words;
  words?.then(() => {
    isMute = false;
    onLoaded();
  });
  const loaded: Loaded = {};
  const loading = new Set<string>();
  const load = async <K extends Kind>(kind: K) => {
    loading.add(kind);
    try {
      loaded[kind] = (await LOADERS[kind]()) as Loaded[K];
      onLoaded();
    } catch {
      // The rest of the page and of the guides goes on without it.
    } finally {
      loading.delete(kind);
    }
  };
  return {
    loaded,
    lacks: (type) => isMute || (type in LOADERS && !(type in loaded)),
    need(types) {
      for (const kind of Object.keys(LOADERS) as Kind[])
        if (types.includes(kind) && !loaded[kind] && !loading.has(kind)) load(kind);
    },
  };
};
