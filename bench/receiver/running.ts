import { type ChildProcess, execFile, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** A receiver in a process of its own. */
export interface Running {
  readonly url: string;
  /** Seconds of a processor until now, and bytes of memory. */
  look(): Promise<{ readonly cpu: number; readonly memory: number }>;
  close(): Promise<void>;
  kill(): Promise<void>;
}

const getPath = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** @param options What `startReceiver` takes, as far as JSON can say it. */
export async function startProcess(options: object): Promise<Running> {
  const child: ChildProcess = fork(getPath("process.ts"), {
    execArgv: ["--import", "tsx"],
    env: { ...process.env, RECEIVER_OPTIONS: JSON.stringify({ port: 0, origins: [], ...options }) },
  });
  const [{ url }] = await once(child, "message");
  const end = async (how: () => unknown): Promise<void> => {
    const ended = once(child, "exit");
    how();
    await ended;
  };
  return {
    url: url.replace("localhost", "127.0.0.1"),
    async look() {
      child.send("look");
      const [{ cpu, memory }] = await once(child, "message");
      return { cpu: (cpu.user + cpu.system) / 1e6, memory };
    },
    close: () => end(() => child.send("close")),
    kill: () => end(() => child.kill("SIGKILL")),
  };
}

export interface LoadOptions {
  readonly running: Running;
  /** Batches under way at the same time. */
  readonly atOnce: number;
  readonly seconds: number;
  /** Seconds of a processor until now, of whatever else is looked at; a column each. */
  readonly read: () => Promise<readonly number[]>;
}

export interface Measured {
  readonly perSecond: number;
  /** Events a second, p50 and p99, CPU seconds for 1,000 events of the receiver and of what is read, MB, faults. */
  readonly cells: ReadonlyArray<string | number>;
}

/** Sends for some seconds, and says what that took. */
export async function load({ running, atOnce, seconds, read }: LoadOptions): Promise<Measured> {
  const [before, others] = [await running.look(), await read()];
  const script = [getPath("load.ts"), running.url, `${atOnce}`, `${seconds}`, "20000"];
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", ...script]);
  const { perSecond, p50, p99, stored, faults } = JSON.parse(stdout);
  const [after, othersAfter] = [await running.look(), await read()];
  const per = (cpu: number): string => ((cpu * 1000) / Math.max(1, stored)).toFixed(3);
  const cells = [
    perSecond,
    p50,
    p99,
    per(after.cpu - before.cpu),
    ...others.map((cpu, i) => (othersAfter[i] === 0 ? "" : per(othersAfter[i]! - cpu))),
    Math.round(after.memory / 1_048_576),
    Object.keys(faults).length === 0 ? "" : JSON.stringify(faults),
  ];
  return { perSecond, cells };
}
