import type { View } from "milepost/widgets";
import type { Act } from "./scenes/scene.ts";

/** Does what a scene asks for before it stands, one act after the other. */
export async function play(acts: readonly Act[], show: (views: readonly View[]) => void): Promise<void> {
  // What changes before it was on screen would not be seen to change.
  await whenThere(".surface,.dot,.launcher,.opener");
  await getFrames(2);
  for (const act of acts) {
    if (act.do === "become") show(act.views);
    else await whenThere(act.on).then((element) => carryOut(act, element));
    await getFrames(2);
  }
}

function carryOut(act: Exclude<Act, { do: "become" }>, element: HTMLElement): void {
  switch (act.do) {
    case "press":
      return element.click();
    case "focus":
      return element.focus();
    case "type":
      if (element instanceof HTMLInputElement) element.value = act.text;
      element.dispatchEvent(new InputEvent("input", { bubbles: true }));
      return;
    default:
      return act satisfies never;
  }
}

async function whenThere(selector: string): Promise<HTMLElement> {
  for (;;) {
    const found = getRoots().flatMap((root) => [...root.querySelectorAll<HTMLElement>(selector)])[0];
    if (found) return found;
    await getFrames(1);
  }
}

/** The page, and our own roots in it. */
const getRoots = (): ParentNode[] => [
  document,
  ...[...document.querySelectorAll("milepost-root,milepost-slot")].flatMap(
    ({ shadowRoot }) => shadowRoot ?? [],
  ),
];

async function getFrames(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise(requestAnimationFrame);
}
