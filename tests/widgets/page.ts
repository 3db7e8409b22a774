import { cleanup, within } from "@testing-library/preact";
import { afterEach, vi } from "vitest";
import type { DrawOptions } from "../../src/sdk/renderers.ts";
import type { View } from "../../src/sdk/stage.ts";
import { mount } from "../../src/widgets/index.ts";
import { byWords } from "../../src/widgets/page/find/byWords.ts";
import { learnWords } from "../../src/widgets/page/find/candidates.ts";
import { createFakeStage, type FakeStageOptions } from "../helpers/fakeStage.ts";

// What the tests look for may be called by its name, also where nothing is mounted.
learnWords(byWords);

type Attributes = Readonly<Record<string, string>>;

/** An element with its attributes and children. */
export const el = (
  tag: string,
  attributes: Attributes = {},
  ...children: Array<Node | string>
): HTMLElement => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

/** Lets everything happen that needs no time: microtasks, chunks, and the next frames. */
export const frames = async (count = 4): Promise<void> => {
  for (let frame = 0; frame < count; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
};

const opened: Array<() => void> = [];

/** A page with a target, and the widgets mounted on a stage that shows `views`. */
export const openPage = async (
  views: readonly View[],
  options: FakeStageOptions & Omit<DrawOptions, "container"> = {},
) => {
  const target = el("button", { id: "target" }, "New invoice");
  document.body.replaceChildren(target);
  const stage = createFakeStage(options);
  const undo = mount(stage, options);
  opened.push(undo);
  const root = document.querySelector<HTMLElement>("milepost-root")!;
  const shadow = root.shadowRoot!;
  const show = async (...next: readonly View[]) => {
    stage.show(...next);
    await frames();
  };
  await show(...views);
  // The queries only search; they take the shadow root as they would an element.
  const ui = within(shadow as unknown as HTMLElement);
  return { stage, target, root, shadow, ui, undo, show, told: stage.told };
};

/** The chunks are there before the first test, so that frames are enough to wait. */
export const loadChunks = () =>
  Promise.all([
    import("../../src/widgets/guides/tour/tour.tsx"),
    import("../../src/widgets/guides/hotspot/hotspot.tsx"),
    import("../../src/widgets/guides/checklist/checklist.tsx"),
    import("../../src/widgets/guides/banner/banner.tsx"),
    import("../../src/widgets/guides/modal/modal.tsx"),
    import("../../src/widgets/guides/survey/survey.tsx"),
    import("../../src/widgets/guides/launcher/launcher.tsx"),
    import("../../src/widgets/parts/moreMenu.tsx"),
    import("../../src/widgets/guides/help/search.ts"),
    import("../../src/widgets/guides/help/help.tsx"),
    import("../../src/widgets/guides/custom/custom.tsx"),
    import("../../src/widgets/text/languages/de.ts"),
  ]);

afterEach(() => {
  for (const undo of opened.splice(0)) undo();
  vi.useRealTimers();
  cleanup();
  document.body.replaceChildren();
});
