import type { ChildProcess } from "node:child_process";
import type { DriverWindow, WebDriver } from "../engines/webDriver.ts";
import { startDisplay, startDriver } from "../engines/webkit.ts";
import { type Engine, type Profile, type Tab, toExpression } from "./engine.ts";
import { sleep } from "./pace.ts";

/** A script that a page took along as it went is never answered. */
const SCRIPT_MS = 3_000;
const ATTEMPTS = 10;

/** WebKitGTK's browser as an engine: each profile is a session, with a driver of its own. Its processes are not killed. */
export async function openWebKit(): Promise<Engine> {
  const started: ChildProcess[] = [];
  const stop = () => {
    for (const one of started.toReversed()) one.kill();
  };
  process.once("exit", stop);
  const display = await startDisplay(started);
  return {
    async openProfile() {
      const own: ChildProcess[] = [];
      const driver = await startDriver(own, display, { timeouts: { script: SCRIPT_MS } });
      started.push(...own);
      return createProfile(driver, () => own.forEach((one) => void one.kill()));
    },
    async close() {
      stop();
      process.off("exit", stop);
    },
  };
}

type Turn = <T>(task: () => Promise<T>) => Promise<T>;

/** A session does one thing at a time, and first goes to the window that it is for. */
function createTurn(): Turn {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const next = last.then(task);
    last = next.catch(() => {});
    return next;
  };
}

function createProfile(driver: WebDriver, stop: () => void): Profile {
  const turn = createTurn();
  return {
    async open(url) {
      const tab = createTab(await turn(() => driver.openWindow()), turn);
      await tab.go(url);
      return tab;
    },
    async close() {
      await turn(() => driver.end());
      stop();
    },
  };
}

type Answer = { readonly value?: unknown; readonly error?: string };

/** What is said there is asked for until it is: the session does not wait for one window while others are at work. */
function createTab(page: DriverWindow, turn: Turn): Tab {
  let calls = 0;
  async function ask(script: string, name: string): Promise<unknown> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await turn(() => page.run(script, name));
      } catch (error) {
        if (attempt === ATTEMPTS || !/script timeout/.test(String(error))) throw error;
      }
    }
  }

  async function call(method: string, given: readonly unknown[]): Promise<unknown> {
    const name = `answer-${++calls}`;
    // Done once, however often it has to be said.
    const script = `const [name] = arguments;
      if (name in window) return;
      window[name] = null;
      new Promise((resolve) => resolve(${toExpression(method, given)})).then(
        (value) => { window[name] = { value }; },
        (error) => { window[name] = { error: String(error) }; },
      );`;
    await ask(script, name);
    for (;;) {
      const answer = (await ask("return window[arguments[0]]", name)) as Answer | null;
      if (answer?.error !== undefined) throw new Error(answer.error);
      if (answer) return answer.value;
      await sleep(20);
    }
  }
  return {
    call: (method, ...given) => call(method, given) as Promise<never>,
    go: (url) =>
      turn(async () => {
        await page.goto(url);
        // The driver may say so while the page before is still there.
        const isThere = (): Promise<boolean> =>
          page.run("return location.href === arguments[0] && document.readyState === 'complete'", url);
        for (let attempt = 0; !(await isThere().catch(() => false)); attempt++) {
          if (attempt === ATTEMPTS) throw new Error(`${url} does not load`);
          await sleep(100);
        }
      }),
    close: () => turn(() => page.close()),
  };
}
