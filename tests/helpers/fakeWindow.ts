/** As much of a window as the browser adapters touch. */
export interface FakeWindow extends EventTarget {
  readonly document: EventTarget & { visibilityState: "visible" | "hidden" };
  readonly location: { href: string };
  readonly history: Pick<History, "pushState" | "replaceState">;
  readonly navigation: EventTarget | undefined;
  /** All that listen now, on the window, its document and its navigation. */
  listeners(): number;
  see(state: "visible" | "hidden"): void;
}

export interface FakeWindowOptions {
  /** Whether the browser has the Navigation API. */
  readonly navigation: boolean;
  readonly history?: Partial<FakeWindow["history"]>;
}

export function createFakeWindow({ navigation, history }: FakeWindowOptions): FakeWindow & Window {
  const counted: Array<() => number> = [];
  const location = { href: "https://app.example.com/a" };
  const navigator = navigation ? countListeners(new EventTarget(), counted) : undefined;
  const go = (_: unknown, __: string, to?: string | URL | null): void => {
    location.href = new URL(String(to), location.href).href;
    navigator?.dispatchEvent(new Event("currententrychange"));
  };
  const document = Object.assign(countListeners(new EventTarget(), counted), {
    visibilityState: "visible" as "visible" | "hidden",
  });
  const fake = Object.assign(countListeners(new EventTarget(), counted), {
    document,
    location,
    history: { pushState: go, replaceState: go, ...history },
    navigation: navigator,
    listeners: () => counted.reduce((sum, count) => sum + count(), 0),
    see(state: "visible" | "hidden") {
      document.visibilityState = state;
      document.dispatchEvent(new Event("visibilitychange"));
    },
  });
  return fake as unknown as FakeWindow & Window;
}

function countListeners(target: EventTarget, counted: Array<() => number>): EventTarget {
  const add = target.addEventListener.bind(target);
  const remove = target.removeEventListener.bind(target);
  const listening = new Set<unknown>();
  target.addEventListener = (type, listener, options) => {
    const signal = typeof options === "object" ? options.signal : undefined;
    listening.add(listener);
    signal?.addEventListener("abort", () => void listening.delete(listener));
    add(type, listener, options);
  };
  target.removeEventListener = (type, listener, options) => {
    listening.delete(listener);
    remove(type, listener, options);
  };
  counted.push(() => listening.size);
  return target;
}
