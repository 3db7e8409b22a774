import { act, createElement, type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";

/** React asks for it where `act` is used. */
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

/** A place on the page in which React draws, as strictly as it can. */
export function openRoot() {
  const place = document.createElement("div");
  const root = createRoot(place);
  /** Lets promises and microtasks run that follow from an effect. */
  const settle = (): Promise<void> =>
    act(async () => {
      for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setTimeout(resolve));
    });
  return {
    text: () => place.textContent,
    settle,
    async draw(node: ReactNode) {
      act(() => root.render(createElement(StrictMode, null, node)));
      await settle();
    },
    async remove() {
      act(() => root.unmount());
      await settle();
    },
  };
}
