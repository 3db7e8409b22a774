import { afterEach, describe, expect, test } from "vitest";
import { parse } from "../../../../src/sdk/config/parse.ts";
import { cutBatch } from "../../../../src/sdk/delivery/batches.ts";
import { createEnvelope } from "../../../../src/sdk/delivery/envelope.ts";
import { cloudevents } from "../../../../src/sdk/delivery/formats/cloudevents.ts";
import { posthog } from "../../../../src/sdk/delivery/formats/posthog.ts";
import { rudderstack } from "../../../../src/sdk/delivery/formats/rudderstack.ts";
import { withoutPrototype } from "../../../../src/sdk/domain/lib/withoutPrototype.ts";
import { loadPlan } from "../../../../src/sdk/runtime/loadPlan.ts";
import type { Chunks } from "../../../../src/sdk/runtime/world.ts";
import { acme } from "../../../helpers/acme.ts";

const THEIRS = [
  "title",
  "if",
  "status",
  "opens",
  "userId",
  "event",
  "traits",
  "groupId",
  "segments",
] as const;

/** As a page would; away again before anything else reads objects. */
function pollute<T>(run: () => T): T {
  for (const name of THEIRS)
    Object.defineProperty(Object.prototype, name, { value: "theirs", configurable: true, writable: true });
  try {
    return run();
  } finally {
    clean();
  }
}

function clean(): void {
  for (const name of THEIRS) Reflect.deleteProperty(Object.prototype, name);
}
afterEach(clean);

describe("what a page has put on every object", () => {
  test("is found in nothing that was made bare, however deep", () => {
    const given = { list: [{ a: 1 }], part: { b: null } };
    const seen = pollute(() => {
      const own = withoutPrototype(given);
      return [own, own.list[0], own.part].map((one) => THEIRS.filter((name) => name in (one as object)));
    });
    expect(seen).toEqual([[], [], []]);
    expect(pollute(() => JSON.stringify(withoutPrototype(given)))).toBe(JSON.stringify(given));
  });

  test("costs a page without such things no copy", () => {
    const given = { a: {} };
    expect(withoutPrototype(given)).toBe(given);
  });

  test("changes no plan", () => {
    const { plan } = parse(acme());
    expect(JSON.stringify(pollute(() => parse(acme()).plan))).toBe(JSON.stringify(plan));
  });

  test("is no part of what leaves, in whatever format", () => {
    const who = { anonymousId: "a", replica: "r" };
    const around = { locale: "en", timezone: "UTC", version: "1" };
    const head = { writeKey: "w", sentAt: "2026-01-01T00:00:00.000Z", delivery: {} };
    const write = (): string[] => {
      const event = createEnvelope(
        { type: "page", id: "m", at: 0, who, url: "https://acme.example/" },
        around,
      );
      return [undefined, rudderstack, posthog, cloudevents].map(
        (format) => cutBatch([event], 1, head, format).body,
      );
    };
    expect(pollute(write)).toEqual(write());
  });

  test("is no part of a plan that was loaded", async () => {
    const { plan } = parse(acme());
    const loading = pollute(() => loadPlan(plan, undefined, {} as Chunks));
    const loaded = await loading;
    expect(Object.getPrototypeOf(loaded.plan.guides[0])).toBeNull();
  });
});
