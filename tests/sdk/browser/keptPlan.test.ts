import { describe, expect, test } from "vitest";
import { createKeptPlan } from "../../../src/sdk/browser/storage/keptPlan.ts";

function createPage(refuses = false): Pick<Window, "localStorage"> & { readonly texts: Map<string, string> } {
  const texts = new Map<string, string>();
  const localStorage = {
    getItem: (name: string) => texts.get(name) ?? null,
    setItem(name: string, text: string) {
      if (refuses) throw new Error("quota");
      texts.set(name, text);
    },
    removeItem: (name: string) => texts.delete(name),
  } as unknown as Storage;
  return { localStorage, texts };
}

const CONFIG = { product: "acme", guides: { tip: { title: "Start here" } } };
const MADE = { plan: { format: 1, product: "acme" }, leftOut: [] };

describe("a kept plan", () => {
  test.each([
    ["the same config and version", "1", CONFIG, MADE],
    ["another version", "2", CONFIG, undefined],
    ["another config", "1", { ...CONFIG, guides: {} }, undefined],
  ])("is read by %s as it was kept, or not at all", (_, version, config, found) => {
    const page = createPage();
    createKeptPlan("plan", "1", CONFIG, page).write(MADE);
    expect(createKeptPlan("plan", version, config, page).read()).toEqual(found);
  });

  test.each([
    ["in its plan", (text: string) => text.replace("acme", "evil")],
    ["in its hash", (text: string) => text.replace(/ \w/, " x")],
    ["to its half", (text: string) => text.slice(0, text.length / 2)],
    ["to nothing", () => ""],
    ["to another record's", () => "[]"],
  ])("that was changed %s is none", (_, change) => {
    const page = createPage();
    const kept = createKeptPlan("plan", "1", CONFIG, page);
    kept.write(MADE);
    page.texts.set("plan", change(page.texts.get("plan")!));
    expect(kept.read()).toBe(undefined);
  });

  test("takes the place of the one before, and too large a one leaves none", () => {
    const page = createPage();
    createKeptPlan("plan", "1", CONFIG, page).write(MADE);
    createKeptPlan("plan", "1", { ...CONFIG, guides: {} }, page).write(MADE);
    expect(page.texts.size).toBe(1);
    createKeptPlan("plan", "1", CONFIG, page).write({ plan: "x".repeat(400_000) });
    expect(page.texts.size).toBe(0);
  });

  test("is none where storage is missing or full, and nothing is thrown", () => {
    const kept = createKeptPlan("plan", "1", CONFIG, createPage(true));
    kept.write(MADE);
    expect(kept.read()).toBe(undefined);
    const missing = createKeptPlan("plan", "1", CONFIG, {} as Window);
    missing.write(MADE);
    expect(missing.read()).toBe(undefined);
  });
});
