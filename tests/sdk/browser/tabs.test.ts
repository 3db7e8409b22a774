import { afterEach, describe, expect, it, vi } from "vitest";
import { createTabs } from "../../../src/sdk/browser/tabs.ts";
import type { Undo } from "../../../src/sdk/ports.ts";

const undos: Undo[] = [];
afterEach(() => {
  for (const undo of undos.splice(0)) undo();
});

function openTab(name = "milepost") {
  const tabs = createTabs(name, globalThis);
  const heard: unknown[] = [];
  const undo = tabs.onMessage((message) => heard.push(message));
  undos.push(undo);
  return { tabs, heard, undo };
}

describe("what a tab tells", () => {
  it("reaches the others, and not itself", async () => {
    const [one, two, three] = [openTab(), openTab(), openTab("other product")];
    one.tabs.post({ who: "A" });
    await vi.waitFor(() => expect(two.heard).toEqual([{ who: "A" }]), 5_000);
    expect([one.heard, three.heard]).toEqual([[], []]);
  });

  it("reaches nobody who has stopped listening", async () => {
    const [one, two, three] = [openTab(), openTab(), openTab()];
    two.undo();
    one.tabs.post(1);
    await vi.waitFor(() => expect(three.heard).toEqual([1]), 5_000);
    expect(two.heard).toEqual([]);
  });

  it.each([
    ["is missing", undefined],
    [
      "is denied",
      class {
        constructor() {
          throw new DOMException("denied", "SecurityError");
        }
      },
    ],
  ])("is lost without harm where BroadcastChannel %s", (_, BroadcastChannel) => {
    const tabs = createTabs("milepost", { BroadcastChannel } as unknown as typeof globalThis);
    const undo = tabs.onMessage(() => {});
    expect(() => tabs.post(1)).not.toThrow();
    expect(undo).not.toThrow();
  });
});
