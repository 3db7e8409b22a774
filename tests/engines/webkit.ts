import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { until } from "../helpers/visitor.ts";
import { type Engine, type EnginePage, SIZE } from "./engine.ts";
import { getProgram } from "./programs.ts";
import { createWebDriver, type DriverWindow, type WebDriver } from "./webDriver.ts";

/** With less motion, and a window that becomes as narrow as a phone. */
const GTK_SETTINGS = fileURLToPath(new URL("gtk", import.meta.url));

/** Keys that WebDriver has a code for; others are their own. */
const CODES: Readonly<Record<string, string>> = {
  Tab: "\ue004",
  Enter: "\ue007",
  Shift: "\ue008",
  Escape: "\ue00c",
  ArrowLeft: "\ue012",
  ArrowRight: "\ue014",
  ArrowDown: "\ue015",
};

/** WebKitGTK's own small browser in a window that nobody sees, over WebDriver: Safari's engine as it runs on Linux. */
export async function openWebKit(): Promise<Engine> {
  const started: ChildProcess[] = [];
  const stop = () => {
    for (const one of started.toReversed()) one.kill();
  };
  try {
    const display = await startDisplay(started);
    const driver = await startDriver(started, display);
    // The window that comes with the session stays, so that the session does.
    return {
      async open() {
        const window = await driver.openWindow();
        await resizeWindow(window, SIZE);
        return toEnginePage(window);
      },
      async close() {
        await driver.end();
        stop();
      },
    };
  } catch (error) {
    stop();
    throw error;
  }
}

/** A screen without a monitor; it takes a free number, and says which. */
export async function startDisplay(started: ChildProcess[]): Promise<string> {
  const options = ["-displayfd", "3", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"];
  const server = spawn(getProgram("xvfb"), options, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  started.push(server);
  const [number] = await once(server.stdio[3] as Readable, "data");
  return `:${String(number).trim()}`;
}

/** MiniBrowser with a profile of its own, which lasts as long as the session. */
export async function startDriver(
  started: ChildProcess[],
  display: string,
  wanted: object = {},
): Promise<WebDriver> {
  const port = await getFreePort();
  const env = {
    ...process.env,
    DISPLAY: display,
    GDK_BACKEND: "x11",
    XDG_CONFIG_HOME: GTK_SETTINGS,
    // Its sandbox needs user namespaces, which containers lack.
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
  };
  started.push(spawn(getProgram("webkit"), [`--port=${port}`], { env, stdio: "ignore" }));
  const address = `http://127.0.0.1:${port}`;
  const isUp = () =>
    fetch(`${address}/status`).then(
      ({ ok }) => ok,
      () => false,
    );
  await until(isUp, "WebKit's driver", 30_000);
  return createWebDriver(address, {
    ...wanted,
    "webkitgtk:browserOptions": { binary: getProgram("minibrowser"), args: ["--automation"] },
  });
}

/** Until this much is seen of the page, in CSS pixels. */
export async function resizeWindow(
  window: DriverWindow,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<void> {
  // It has bars of its own, and takes a new size when it gets round to it.
  const isThere = async () => {
    const [w, h, bars, head] = await window.run<number[]>(
      "return [innerWidth, innerHeight, outerWidth - innerWidth, outerHeight - innerHeight]",
    );
    if (w === width && h === height) return true;
    await window.setRect(width + bars!, height + head!);
    return false;
  };
  await until(isThere, "the window's new size", 20_000);
}

const toEnginePage = (window: DriverWindow): EnginePage => ({
  goto: (url) => window.goto(url),
  evaluate: (run: (given: never) => unknown, given?: unknown) =>
    window.run(`return (${run})(arguments[0])`, given),
  press: (key) => pressKey(window, key),
  click: (x, y) => movePointer(window, x, y, true),
  resize: (width, height) => resizeWindow(window, { width, height }),
  close: () => window.close(),
});

/** Presses a key, named as `KeyboardEvent.key` names it, with `Shift+` before it or not. */
export const pressKey = (window: DriverWindow, key: string): Promise<void> =>
  window.act({ type: "key", id: "keyboard", actions: toStrokes(key) });

/** Moves the mouse there, and presses it. */
export const movePointer = (
  window: DriverWindow,
  x: number,
  y: number,
  isPressed: boolean,
): Promise<void> => {
  const press = [
    { type: "pointerDown", button: 0 },
    { type: "pointerUp", button: 0 },
  ];
  const move = { type: "pointerMove", x, y, duration: 0 };
  return window.act({ type: "pointer", id: "mouse", actions: [move, ...(isPressed ? press : [])] });
};

function toStrokes(key: string): object[] {
  const codes = key.split("+").map((name) => CODES[name] ?? name);
  return [
    ...codes.map((value) => ({ type: "keyDown", value })),
    ...codes.toReversed().map((value) => ({ type: "keyUp", value })),
  ];
}

async function getFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
