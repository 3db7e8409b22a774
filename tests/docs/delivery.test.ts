import { describe, expect, test } from "vitest";
import { parse } from "../../src/sdk/config/parse.ts";
import { configSchema } from "../../src/sdk/config/schema.ts";
import { BATCH_EVENTS, cutBatch } from "../../src/sdk/delivery/batches.ts";
import { readReply } from "../../src/sdk/delivery/readReply.ts";
import { readProgressReply } from "../../src/sdk/progress/readProgressReply.ts";
import { acme } from "../helpers/acme.ts";
import { makeEvent } from "../helpers/tab.ts";
import { getCode, getRows, readDocument } from "./document.ts";

const { fences, ...delivery } = readDocument("docs/delivery.md");
const getExample = (name: string) => JSON.parse(fences.find(({ words }) => words.includes(name))!.code);

/** The names of all keys, by where they are. */
const getShape = (value: unknown, path = ""): string[] =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, one]) => [`${path}${key}`, ...getShape(one, `${path}${key}.`)])
    : Array.isArray(value)
      ? getShape(value[0], `${path}0.`)
      : [];

describe("what is said of delivery", () => {
  test("shows a batch as it is sent", () => {
    const head = {
      writeKey: "k",
      sentAt: "2026-01-05T09:00:00.000Z",
      delivery: { storage: "memory", dropped: {} },
    };
    const who = { anonymousId: "a", userId: "u" };
    const event = makeEvent("m", 0, {
      who,
      account: "acme-inc",
      properties: { milestone_id: "first-invoice" },
    });
    const held = { ...event, context: { ...event.context, delivery: { seq: 1 } } };
    const { body } = cutBatch([held], BATCH_EVENTS, head);
    expect(getShape(getExample("batch")).toSorted()).toEqual(getShape(JSON.parse(body)).toSorted());
  });

  test("shows an answer that is understood", () => {
    const last = { until: 0, tries: 0, fast: 0 };
    const attempt = { ids: ["a", "b", "c"], fast: false, last, now: 0, random: () => 0.5 };
    const { gone } = readReply({ status: 200, body: getExample("reply") }, attempt);
    expect([...gone]).toEqual([
      ["a", undefined],
      ["b", "rejected"],
    ]);
  });

  test("shows an answer of progress of which all is taken in", () => {
    const milestones = { ...acme().milestones, team: { title: "T", level: "account", when: { event: "J" } } };
    const guides = { ...acme().guides, "how-to-send": { type: "tooltip", target: "#new" } };
    const { plan } = parse(acme({ milestones, guides }));
    const now = Date.UTC(2026, 11, 1);
    const standing = readProgressReply(getExample("progress"), {
      plan,
      account: "acme-inc",
      now,
      since: now,
    });
    expect(Object.keys(standing.milestones)).toEqual(["first-invoice", "team"]);
    expect(Object.keys(standing.state.guides)).toEqual(["how-to-send"]);
    expect(Object.keys(standing.state.user.gaps)).toEqual(["no-first-invoice"]);
  });

  test("has a row for each format that a config may name", () => {
    const rows = getRows(delivery as Parameters<typeof getRows>[0], "format").map(
      ([cell]) => getCode(cell!)[0],
    );
    const base = { version: 1, product: "acme", milestones: {} };
    const report = { endpoint: "/e", writeKey: "k" };
    for (const format of rows)
      expect(configSchema.safeParse({ ...base, report: { ...report, format } }).success).toBe(true);
    expect(rows).toHaveLength(4);
  });
});
