import type { ChildProcess } from "node:child_process";
import type { DriverWindow, WebDriver } from "../../engines/webDriver.ts";
import { movePointer, pressKey, resizeWindow, startDisplay, startDriver } from "../../engines/webkit.ts";
import { until } from "../../helpers/visitor.ts";
import { type HostBrowser, type HostPage, PATIENCE } from "./hostPage.ts";
import { createPart } from "./webkitPart.ts";

/** WebKitGTK's own small browser over WebDriver, as Playwright drives no WebKit but its own. Each site is an origin of its own, which shares nothing with those before it. */
export async function openWebKit(): Promise<HostBrowser> {
  const started: ChildProcess[] = [];
  const stop = () => {
    for (const one of started.toReversed()) one.kill();
  };
  try {
    const driver = await startDriver(started, await startDisplay(started));
    return createBrowser(driver, stop);
  } catch (error) {
    stop();
    throw error;
  }
}

const createBrowser = (driver: WebDriver, stop: () => void): HostBrowser => {
  let window: DriverWindow | undefined;
  return {
    async open(size) {
      window ??= await driver.openWindow();
      await window.goto("about:blank");
      await resizeWindow(window, size);
      return toHostPage(window);
    },
    async close() {
      await driver.end();
      stop();
    },
  };
};

const toHostPage = (window: DriverWindow): HostPage => {
  let pointer: readonly [x: number, y: number] = [0, 0];
  const move = (x: number, y: number, isPressed = false) => {
    pointer = [Math.round(x), Math.round(y)];
    return movePointer(window, ...pointer, isPressed);
  };
  const evaluate = (run: (given: never) => unknown, given?: unknown) =>
    window.run<never>(`return (${run})(arguments[0])`, given);
  const part = createPart(window, (x, y) => move(x, y, true), []);
  return {
    goto: (url) => window.goto(url),
    goBack: () => window.goBack(),
    evaluate,
    waitForFunction: (run) => until(async () => !!(await evaluate(run)), String(run), PATIENCE),
    waitForTimeout: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    locator: (selector) => part.locator(selector),
    getByRole: (role, options) => part.getByRole(role, options),
    keyboard: {
      press: (key) => pressKey(window, key),
      async type(text) {
        for (const letter of text) await pressKey(window, letter);
      },
    },
    mouse: {
      move: (x, y) => move(x, y),
      click: (x, y) => move(x, y, true),
      wheel(deltaX, deltaY) {
        const [x, y] = pointer;
        return window.act({
          type: "wheel",
          id: "wheel",
          actions: [{ type: "scroll", x, y, deltaX, deltaY, duration: 0 }],
        });
      },
    },
  };
};
