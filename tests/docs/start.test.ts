import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readStart } from "../../build/readStart.ts";
import { checkConfig } from "../../src/check/check.ts";
import { createVisitor } from "../../src/testing/index.ts";

/** `npm run trial` does all that the page says, in new folders; here is what can be told without that. */
const { config: text, parts } = readStart(readFileSync("docs/start.md", "utf8"));
const config = JSON.parse(text);

describe("from nothing to a guide", () => {
  test("check has nothing to say of its config, which shows the guide at once and until the success", async () => {
    expect(checkConfig(config, { now: 0 }).findings).toEqual([]);
    const ana = await createVisitor({ config, user: "u_42", url: "https://app.example/" });
    expect(ana.shown()).toEqual(["how-to-send"]);
    await ana.track("Invoice Sent", { total: 40 });
    expect(ana.shown()).toEqual([]);
  });

  test("there are three ways, each with its page, its plan, the element and the event", () => {
    expect(parts.map(({ name }) => name)).toEqual(["plain", "React", "Vue"]);
    for (const { files, commands } of parts) {
      const code = files.map(([, file]) => file).join("\n");
      expect(code).toContain("/milepost.plan.json");
      expect(code).toContain('data-tour="new-invoice"');
      expect(code).toMatch(/track\(["']Invoice Sent["']/);
      expect(commands).toEqual(
        expect.arrayContaining(["npm install milepost", "npx milepost check milepost.json"]),
      );
    }
  });
});
