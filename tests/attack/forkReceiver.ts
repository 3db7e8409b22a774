import { fork } from "node:child_process";
import { once } from "node:events";
import type { ReceiverOptions } from "../../src/receiver/startReceiver.ts";
import { toStart } from "../helpers/bundles.ts";
import makeImage, { EMPTY } from "../helpers/emptyDatabase.ts";

/** What a receiver says of itself. */
export interface Look {
  /** The longest that its thread did one thing since the last look, in milliseconds. */
  readonly held: number;
  /** Bytes of memory. */
  readonly memory: number;
}

export interface ForkedReceiver {
  readonly url: string;
  look(): Promise<Look>;
  isAlive(): boolean;
  /** All that it has written to its log. */
  log(): string;
  /** As a machine that goes out. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** Only what JSON can say of the options. `at` stops its clock there, in epoch milliseconds. */
export async function forkReceiver(
  options: Partial<ReceiverOptions> & { readonly at?: number },
): Promise<ForkedReceiver> {
  await makeImage();
  const given = { port: 0, origins: [], dataDir: EMPTY, ...options };
  const { file, execArgv } = toStart("tests/attack/receiverProcess.ts");
  const child = fork(file, {
    execArgv: [...execArgv],
    env: { ...process.env, RECEIVER_OPTIONS: JSON.stringify(given) },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let log = "";
  child.stderr?.on("data", (piece) => {
    log = (log + piece).slice(-100_000);
  });
  const ended = once(child, "exit");
  const [started] = await Promise.race([
    once(child, "message"),
    ended.then(() => Promise.reject(new Error(`The receiver did not start: ${log}`))),
  ]);
  return {
    url: started.url.replace("localhost", "127.0.0.1"),
    async look() {
      child.send("look");
      const [look] = await once(child, "message");
      return look;
    },
    isAlive: () => child.exitCode === null && child.signalCode === null,
    log: () => log,
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
    async close() {
      if (child.connected) child.send("close");
      const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
      await ended;
      clearTimeout(timer);
    },
  };
}
