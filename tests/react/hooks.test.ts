// @vitest-environment happy-dom
import { act, createElement, useEffect } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MilepostProvider, useMilepost, useMilestone, useProgress } from "../../src/react/index.ts";
import { createVisitor, type Visitor } from "../../src/testing/index.ts";
import { openRoot } from "./draw.ts";

const config = {
  version: 1,
  product: "acme",
  milestones: {
    workspace: { title: "Workspace", when: { event: "Workspace Created" } },
    invoice: { title: "Invoice", when: { event: "Invoice Sent" } },
  },
  gaps: { stuck: { from: "workspace", to: "invoice" } },
};

/** What a component does each time that it is drawn, and what it then says. */
const Say = ({ draw }: { readonly draw: () => string }): string => draw();

let ana: Visitor;
let root: ReturnType<typeof openRoot>;

beforeEach(async () => {
  ana = await createVisitor({ config, user: "ana" });
  root = openRoot();
});
afterEach(() => root.remove());

/** Draws components, one for each of `says`, below a provider. */
const draw = (...says: ReadonlyArray<() => string>) =>
  root.draw(
    createElement(
      MilepostProvider,
      { milepost: ana.milepost },
      ...says.map((say) => createElement(Say, { draw: say })),
    ),
  );

describe("useProgress", () => {
  it("follows what happens", async () => {
    await draw(() => useProgress()?.gaps.join() ?? "unknown");
    expect(root.text()).toBe("");
    await act(() => ana.track("Workspace Created"));
    expect(root.text()).toBe("stuck");
    await act(() => ana.track("Invoice Sent"));
    expect(root.text()).toBe("");
  });

  it("draws nothing anew while nothing in it changes", async () => {
    const drawn = vi.fn();
    await draw(() => {
      useProgress();
      drawn();
      return "";
    });
    const before = drawn.mock.calls.length;
    for (let i = 0; i < 10; i++) await act(() => ana.track("Something Else"));
    expect(drawn.mock.calls.length).toBe(before);
  });

  it("follows a login to what is known of another user", async () => {
    await ana.track("Workspace Created");
    await draw(() => useProgress()?.gaps.join() ?? "unknown");
    expect(root.text()).toBe("stuck");
    await act(() => ana.identify("ben"));
    expect(root.text()).toBe("");
    await act(() => ana.identify("ana"));
    expect(root.text()).toBe("stuck");
  });
});

describe("useMilestone", () => {
  it("is null, then the moment at which it was reached", async () => {
    await draw(() => `${useMilestone("workspace")}`);
    expect(root.text()).toBe("null");
    await ana.clock.advance("1h");
    await act(() => ana.track("Workspace Created"));
    expect(root.text()).toBe(`${ana.clock.now()}`);
  });

  it("draws only those anew whose milestone it is", async () => {
    const drawn = vi.fn();
    const show = (id: string) => () => {
      useMilestone(id);
      drawn(id);
      return "";
    };
    await draw(show("workspace"), show("invoice"));
    drawn.mockClear();
    await act(() => ana.track("Workspace Created"));
    expect(new Set(drawn.mock.calls.flat())).toEqual(new Set(["workspace"]));
  });

  it("knows nothing of an id that the config does not have", async () => {
    await draw(() => `${useMilestone("worspace")}`);
    expect(root.text()).toBe("undefined");
  });
});

describe("useMilepost", () => {
  it("takes calls from the first effect on", async () => {
    await draw(() => {
      const milepost = useMilepost();
      useEffect(() => milepost.page(), [milepost]);
      return "";
    });
    expect((await ana.sent()).some(({ type }) => type === "page")).toBe(true);
  });

  it("listens as long as a component is there", async () => {
    const heard: unknown[] = [];
    const listen = (): string => {
      const milepost = useMilepost();
      useEffect(
        () => milepost.on("milestone", ({ properties }) => heard.push(properties.milestone_id)),
        [milepost],
      );
      return "";
    };
    await draw(listen);
    await act(() => ana.track("Workspace Created"));
    await draw();
    await act(() => ana.track("Invoice Sent"));
    expect(heard).toEqual(["workspace"]);
  });

  it("leaves an instance that is not its own alone", async () => {
    await draw(() => "");
    await root.remove();
    await ana.track("Workspace Created");
    expect(ana.progress()?.gaps).toEqual(["stuck"]);
    root = openRoot();
  });

  it("does nothing outside of a provider, and says so", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const say = (): string => {
      void useMilepost().track("Invoice Sent");
      return `${useMilestone("invoice")}`;
    };
    await root.draw(createElement(Say, { draw: say }));
    expect(root.text()).toBe("undefined");
    expect(warn.mock.calls[0]).toEqual([
      "Milepost: a hook is used outside of MilepostProvider, and does nothing",
    ]);
    warn.mockRestore();
  });
});
