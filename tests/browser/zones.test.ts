import { describe, expect } from "vitest";
import { acme, pages } from "../helpers/acme.ts";
import { test as visitorTest } from "../helpers/browserTest.ts";
import { serveLibraries } from "../helpers/library.ts";
import { type Host, openTab } from "../helpers/visitor.ts";

interface Zone {
  run<R>(call: () => R): R;
}
declare const window: Host & {
  readonly zone: Zone;
  readonly tasks: string[];
  readonly heardIn: string[];
  readonly prevented: string[];
};
declare const Zone: {
  readonly current: { readonly name: string; fork(spec: object): Zone };
};

const test = visitorTest.extend("open", ({ site, visitor }) => async () => {
  await serveLibraries(visitor);
  const body = `<script src="/lib/zone.js/bundles/zone.umd.js"></script>${pages["/"]}`;
  await site.start({ config: acme(), pages: { "/": body } });
  const tab = await openTab(visitor, site);
  await tab.page.waitForFunction(() => "track" in window.milepost && "Zone" in window);
  // As Angular's own zone: each task that is run in it makes it look for changes.
  await tab.page.evaluate(() => {
    const tasks: string[] = [];
    const zone = Zone.current.fork({
      name: "app",
      onInvokeTask(
        delegate: { invokeTask(...given: unknown[]): unknown },
        _: unknown,
        target: unknown,
        task: { readonly source: string },
        ...rest: unknown[]
      ) {
        tasks.push(task.source);
        return delegate.invokeTask(target, task, ...rest);
      },
    });
    Object.assign(window, { zone, tasks });
  });
  return tab;
});

describe("a page that looks for changes after each task of its zone (zone.js)", () => {
  test("does so for none of ours, whatever it has called from there", async ({ open }) => {
    const { page, see, thrown, logged } = await open();
    // The control: a task of its own counts.
    await page.evaluate(() => window.zone.run(() => void setTimeout(() => {}, 0)));
    await page.waitForFunction(() => window.tasks.length === 1);
    await page.evaluate(() => {
      window.tasks.length = 0;
      window.zone.run(() => {
        window.milepost.identify("ana", { firstName: "Ana" });
        void window.milepost.track("Workspace Created");
        window.milepost.start("invoice-tour");
      });
    });
    await see("One").waitFor();
    // The batch leaves, the pointer moves, the page changes, a guide goes and another comes.
    for (let at = 0; at < 20; at++) await page.mouse.move(at * 9, at * 7);
    await page.evaluate(() => document.body.append("more"));
    await page.evaluate(() => window.zone.run(() => window.milepost.end()));
    await page.waitForTimeout(2_500);
    expect(await page.evaluate(() => window.tasks)).toEqual([]);
    expect([...thrown, ...logged]).toEqual([]);
  });

  test("hears of us in the zone in which it has asked to, until it asks no more", async ({ open }) => {
    const { page, track } = await open();
    await page.evaluate(() => {
      const heardIn: string[] = [];
      Object.assign(window, { heardIn });
      const hear = (): void => void heardIn.push(Zone.current.name);
      window.zone.run(() => window.milepost.on("milestone", hear));
      window.zone.run(() => {
        const unwanted = (): void => void heardIn.push("unwanted");
        window.milepost.on("milestone", unwanted);
        window.milepost.off("milestone", unwanted);
      });
    });
    await track("Workspace Created");
    await page.waitForFunction(() => window.heardIn.length > 0);
    expect(await page.evaluate(() => window.heardIn)).toEqual(["app"]);
    const awaited = await page.evaluate(() =>
      window.zone.run(() => window.milepost.track("Nothing Special").then(() => Zone.current.name)),
    );
    expect(awaited).toBe("app");
  });

  test("prevents what it hears of after us, and Tab goes through our card", async ({ open }) => {
    const { page, see, track } = await open();
    await track("Workspace Created");
    await see("Start here").waitFor();
    const target = page.locator("[data-tour=new-invoice]");
    await target.focus();
    // The card's own buttons, and what the page has behind them.
    const stops: boolean[] = [];
    for (let at = 0; at < 4; at++) {
      await page.keyboard.press("Tab");
      stops.push(await page.evaluate(() => document.activeElement!.localName.startsWith("milepost")));
    }
    expect(stops).toEqual([true, true, true, false]);
    await page.evaluate(() => {
      const prevented: string[] = [];
      Object.assign(window, { prevented });
      for (const type of ["keydown", "click", "mousedown"])
        for (const at of [window, document.querySelector("[data-tour=new-invoice]")!])
          at.addEventListener(
            type,
            (event) => {
              event.preventDefault();
              if (event.defaultPrevented) prevented.push(`${type} ${at === window ? "window" : "target"}`);
            },
            true,
          );
    });
    await target.click();
    await page.keyboard.press("x");
    expect(await page.evaluate(() => window.prevented)).toEqual([
      "mousedown window",
      "mousedown target",
      "click window",
      "click target",
      "keydown window",
    ]);
  });
});
