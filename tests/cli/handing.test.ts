import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { toShare } from "../../src/sdk/domain/lib/toShare.ts";
import { milepost } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "milepost-handing-"));
afterAll(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const createConfig = (gap: object) => ({
  version: 1,
  product: "acme",
  milestones: {
    workspace: { title: "Workspace", when: { event: "Workspace Created" } },
    invoice: { title: "An invoice", when: { event: "Invoice Sent" } },
  },
  gaps: {
    stuck: {
      from: "workspace",
      to: "invoice",
      opens: { after: "1d" },
      bridge: [{ hand: "csm", after: "3d" }],
      ...gap,
    },
  },
});
const config = write("milepost.json", JSON.stringify(createConfig({})));
const row = (userId: string, event: string, day: number, properties: object = {}): string => {
  const timestamp = Date.UTC(2026, 2, day);
  return JSON.stringify({
    type: "track",
    event,
    userId,
    messageId: `${userId}-${day}`,
    timestamp,
    properties,
  });
};
const log = write(
  "log.jsonl",
  [
    row("ana", "Workspace Created", 2),
    row("ben", "Workspace Created", 2),
    row("ben", "Invoice Sent", 4),
    row("ana", "Seen", 9),
  ].join("\n"),
);

test("a simulation counts who would have been handed on, and tells it on their way", async () => {
  const { out } = await milepost("simulate", config, log, "--json");
  expect(JSON.parse(out).gaps.stuck).toEqual({ opened: 2, bridged: 1, heldOut: 0, handedOn: 1 });
  expect((await milepost("simulate", config, log)).out).toMatch(/Gaps +opened +bridged +heldOut +handedOn/);
  expect((await milepost("simulate", config, log, "--user", "ana")).out).toContain(
    "gap stuck handed on: csm",
  );
  expect((await milepost("simulate", config, log, "--user", "ben")).out).not.toContain("handed on");
});

test("a report does not say that a gap has no bridge whose customers are handed on", async () => {
  expect((await milepost("report", config, log)).out).not.toContain("no bridge");
});

test("a report measures what a call does as it measures a guide: by who was drawn to be called", async () => {
  const measured = write(
    "measured.json",
    JSON.stringify(createConfig({ holdout: 0.5, target: { within: "7d" } })),
  );
  const users = Array.from({ length: 60 }, (_, i) => `user-${i}`);
  const isHeldOut = (user: string): boolean => toShare("acme", "stuck", user) < 0.5;
  const rows = users.flatMap((user, i) => [
    row(user, "Workspace Created", 2),
    row(user, isHeldOut(user) ? "Bridge Held Out" : "Bridge Handed On", 6, { gap_id: "stuck", hand: "csm" }),
    // Of who is called all but one in five get there, of the others one in five does.
    ...(isHeldOut(user) === (i % 5 === 0) ? [row(user, "Invoice Sent", 8)] : []),
  ]);
  const full = write("full.jsonl", [...rows, row("late", "Seen", 30)].join("\n"));
  const { gaps } = JSON.parse((await milepost("report", measured, full, "--json")).out);
  const { basis, treated, heldOut, mixed, uplift, interval } = gaps.stuck;
  const held = users.filter(isHeldOut).length;
  expect({ basis, mixed, treated: treated.n, heldOut: heldOut.n }).toEqual({
    basis: "recorded",
    mixed: 0,
    treated: 60 - held,
    heldOut: held,
  });
  expect(uplift).toBeGreaterThan(0.4);
  expect(interval[0]).toBeGreaterThan(0);
});

test("a check says that nobody hands on where no report leads to a receiver", async () => {
  const { out, err } = await milepost("check", config);
  expect(out + err).toContain("gaps.stuck.bridge.0: found what hands on in a config without a report");
});
