// @vitest-environment happy-dom
import { Activity, type ActivityProps, act, createElement, useEffect } from "react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MilepostProvider, type MilepostProviderProps, useMilepost } from "../../src/react/index.ts";
import { createMilepost } from "../../src/sdk/instance/createMilepost.ts";
import type { Milepost } from "../../src/sdk/milepost.ts";
import { createVisitor, type Sent } from "../../src/testing/index.ts";
import { openRoot } from "./draw.ts";

const config = {
  version: 1,
  product: "acme",
  consent: "guide-only",
  milestones: { done: { title: "Done", when: { event: "Done" } } },
  gaps: { open: { to: "done", bridge: ["steps"] } },
  guides: { steps: { type: "checklist", title: "Steps", items: [{ milestone: "done" }] } },
};

/** Does something with the instance, as a component does: in an effect. */
function Child({ onMount }: { onMount(milepost: Milepost): void }): null {
  const milepost = useMilepost();
  useEffect(() => onMount(milepost));
  return null;
}

let root: ReturnType<typeof openRoot>;
/** How often a config was asked for: once for each instance that begins. */
let asked: number;

beforeEach(() => {
  root = openRoot();
  asked = 0;
  vi.stubGlobal("fetch", async () => {
    asked++;
    return new Response(JSON.stringify(config));
  });
});
afterEach(async () => {
  await root.remove();
  vi.unstubAllGlobals();
});

const nodes = (): number => document.querySelectorAll("milepost-root").length;
const provide = (
  more: Partial<MilepostProviderProps> = {},
  ...children: Parameters<typeof createElement>[2][]
) =>
  createElement(
    MilepostProvider,
    { options: { config: "/milepost.json" }, ...more } as MilepostProviderProps,
    ...children,
  );
const guided = () => vi.waitFor(() => expect(nodes()).toBe(1), 5_000);

describe("a provider", () => {
  it("makes one instance, though StrictMode mounts it twice, and whatever options come later", async () => {
    await root.draw(provide());
    await guided();
    await root.draw(provide({ options: { config: "/other.json" } }));
    await root.draw(provide());
    expect({ asked, nodes: nodes() }).toEqual({ asked: 1, nodes: 1 });
  });

  it("takes all that it has drawn away when it goes", async () => {
    await root.draw(provide());
    await guided();
    await root.remove();
    expect(nodes()).toBe(0);
    root = openRoot();
  });

  it("begins anew when it is mounted anew", async () => {
    await root.draw(provide());
    await guided();
    await root.draw(null);
    expect(nodes()).toBe(0);
    await root.draw(provide());
    await guided();
    expect(asked).toBe(2);
  });

  it("goes and comes back with a tree that is hidden for a while", async () => {
    const used = new Set<Milepost>();
    const show = (mode: "visible" | "hidden") =>
      root.draw(
        createElement(
          Activity,
          { mode } as ActivityProps,
          provide({}, createElement(Child, { onMount: (one) => void used.add(one) })),
        ),
      );
    await show("visible");
    await guided();
    await show("hidden");
    expect(nodes()).toBe(0);
    await show("visible");
    await guided();
    // The one that ended is not called any more.
    expect(used.size).toBe(2);
  });

  it("takes over what a server has drawn, without a word of complaint", async () => {
    const error = vi.spyOn(console, "error");
    const node = provide({}, createElement("h1", null, "Tasks"));
    const place = document.createElement("div");
    place.append(Object.assign(document.createElement("h1"), { textContent: "Tasks" }));
    expect(renderToString(node)).toBe("<h1>Tasks</h1>");
    const hydrated = await act(async () => hydrateRoot(place, node));
    await guided();
    expect(error).not.toHaveBeenCalled();
    await act(async () => hydrated.unmount());
    expect(nodes()).toBe(0);
  });

  it("throws nothing into the page where the config is missing", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    vi.stubGlobal("fetch", async () => new Response("", { status: 404 }));
    await root.draw(provide({}, "the app"));
    expect(root.text()).toBe("the app");
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      "Milepost: /milepost.json: found status 404, expected a config",
    );
    warn.mockRestore();
  });
});

/** What a receiver hears of a user who is drawn with these props, one after the other. */
async function hear(...props: ReadonlyArray<Partial<MilepostProviderProps>>): Promise<readonly Sent[]> {
  const report = { endpoint: "/", writeKey: "w", traits: ["plan", "seats"] };
  const visitor = await createVisitor({ config: { ...config, report, consent: "full" } });
  for (const one of props)
    await root.draw(
      createElement(MilepostProvider, { ...one, milepost: visitor.milepost } as MilepostProviderProps),
    );
  return visitor.sent();
}

const named = (sent: readonly Sent[]) =>
  sent
    .filter(({ type }) => type === "identify" || type === "group")
    .map(({ type, userId, context, traits }) => [type, userId, context.groupId, traits]);

describe("who is signed in", () => {
  it("is said once, however often the app is drawn with it", async () => {
    const props = () => ({
      user: "ana",
      traits: { plan: "pro" },
      account: "acme",
      accountTraits: { seats: 3 },
    });
    expect(named(await hear(props(), props(), props()))).toEqual([
      ["identify", "ana", undefined, { plan: "pro" }],
      ["group", "ana", "acme", { seats: 3 }],
    ]);
  });

  it("is said again when a trait or the account changes", async () => {
    const sent = await hear(
      { user: "ana", traits: { plan: "free" } },
      { user: "ana", traits: { plan: "pro" } },
      { user: "ana", traits: { plan: "pro" }, account: "acme" },
    );
    expect(named(sent)).toEqual([
      ["identify", "ana", undefined, { plan: "free" }],
      ["identify", "ana", undefined, { plan: "pro" }],
      ["group", "ana", "acme", {}],
    ]);
  });

  it("is nobody after a logout: the next one is not taken for them", async () => {
    const visitor = await createVisitor({ config });
    const draw = (user: string | null) =>
      root.draw(createElement(MilepostProvider, { milepost: visitor.milepost, user }));
    await draw("ana");
    await visitor.track("Done");
    expect(visitor.progress()?.milestones.done).not.toBeNull();
    await draw(null);
    expect(visitor.progress()?.milestones.done).toBeNull();
    await draw("ana");
    expect(visitor.progress()?.milestones.done).not.toBeNull();
  });

  it("is known before a component's own effects", async () => {
    const calls: string[] = [];
    const milepost = {
      ...createMilepost(() => undefined),
      identify: () => calls.push("identify"),
      track: async () => void calls.push("track"),
    } as unknown as Milepost;
    await root.draw(
      createElement(
        MilepostProvider,
        { milepost, user: "ana" },
        createElement(Child, { onMount: ({ track }) => void track("Opened") }),
      ),
    );
    expect(calls.slice(0, 2)).toEqual(["identify", "track"]);
  });
});
