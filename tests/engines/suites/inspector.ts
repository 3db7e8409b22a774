import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { acme, pages } from "../../helpers/acme.ts";
import { type Host, until } from "../../helpers/visitor.ts";
import type { Engine } from "../engine.ts";
import { openVisit, type Visit } from "../visit.ts";

declare const window: Host;

const POLICY = "default-src 'self'; require-trusted-types-for 'script'; trusted-types";

/** The inspector, from a call of `debug()` on, by keys alone. */
export function describeInspector(openEngine: () => Promise<Engine>): void {
  let engine: Engine;
  let visit: Visit;
  beforeAll(async () => {
    engine = await openEngine();
  });
  afterAll(() => engine?.close());
  afterEach(() => visit.close());

  /** What stands in the panel, and in its first text to be copied. */
  const read = () =>
    visit.evaluate(() => {
      const root = document.querySelector("milepost-inspector")?.shadowRoot;
      return [root?.querySelector("section")?.textContent ?? "", root?.querySelector("pre")?.textContent];
    });
  const whenSays = (text: string) => until(async () => (await read())[0]!.includes(text), `"${text}" there`);

  test("it works under the strictest policy, is used by keys alone, and leaves nothing behind", async () => {
    visit = await openVisit(engine, {
      config: acme({ debug: { avoid: ["data-tour"] } }),
      pages,
      headers: { "content-security-policy": POLICY },
    });
    await visit.track("Workspace Created");
    await visit.whenSeen("Start here");
    await visit.focus("#new");
    await visit.evaluate(() => window.milepost.debug());
    await visit.whenFocused("tab Guides");
    await whenSays("Shown, for the gap no-first-invoice");
    for (const tab of ["Live", "Progress", "Try", "Pick"]) {
      await visit.press("ArrowRight");
      await visit.whenFocused(`tab ${tab}`);
    }
    expect((await visit.walk("Tab", "Tab")).at(-1)).toBe("button Pick an element");
    await visit.press("Enter");
    for (const key of ["ArrowDown", "ArrowDown", "ArrowRight", "Enter"] as const) await visit.press(key);
    await whenSays(`a "New invoice": `);
    expect((await read())[1]).toBe(`"#new"`);
    await visit.whenFocused("button Pick an element");
    await visit.press("Escape");
    await until(() => visit.evaluate(() => !document.querySelector("milepost-inspector")), "it is gone");
    await visit.whenFocused("#new");
  });
}
