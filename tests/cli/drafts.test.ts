import { afterAll, describe, expect, test } from "vitest";
import type { Simulation } from "../../src/cli/report/tally.ts";
import { createEvent, createFolder, milepost } from "./command.ts";

const folder = createFolder();
afterAll(folder.remove);

const log = folder.write("log.jsonl", [createEvent({ event: "Signed Up" }), createEvent({ userId: "ben" })]);
const config = {
  version: 1,
  product: "shop",
  milestones: {
    in: { title: "Signed up", when: { event: "Signed Up" } },
    sent: { title: "Sent", when: { event: "Invoice Sent" } },
  },
  gaps: { "no-invoice": { from: "in", to: "sent", bridge: ["tip"] } },
  guides: { tip: { type: "tooltip", target: "#send", title: "Send it" } },
};
const draft = (part: object) => ({ ...part, status: "draft" });
const pause = (part: object) => ({ ...part, status: "paused" });
const { gaps, guides } = config;

async function simulate(changes: object): Promise<Pick<Simulation, "gaps" | "guides"> & { err: string }> {
  const file = folder.write("config.json", { ...config, ...changes });
  const { out, err } = await milepost("simulate", file, log, "--json");
  const simulation = JSON.parse(out) as Simulation;
  return { gaps: simulation.gaps, guides: simulation.guides, err: err.replaceAll(`${file}: `, "") };
}

const figures = (opened: number, shown: number) => ({
  gaps: { "no-invoice": { opened, bridged: 0, heldOut: 0 } },
  guides: { tip: { shown } },
});

describe("a simulation", () => {
  test.each([
    ["the config", draft({})],
    ["gaps.no-invoice", { gaps: { "no-invoice": draft(gaps["no-invoice"]) } }],
    ["guides.tip", { guides: { tip: draft(guides.tip) } }],
  ])("says what a draft would do, and that it is one: %s", async (path, changes) => {
    expect(await simulate(changes)).toEqual({
      ...figures(1, 1),
      err: `${path}: a draft, taken as if it were live\n`,
    });
  });

  test.each([
    ["the config", pause({})],
    ["a gap", { gaps: { "no-invoice": pause(gaps["no-invoice"]) } }],
    ["a guide", { guides: { tip: pause(guides.tip) } }],
  ])("tracks what is paused and shows nothing of it: %s", async (_, changes) => {
    expect(await simulate(changes)).toEqual({ ...figures(1, 0), err: "" });
  });
});
