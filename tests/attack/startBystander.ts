import { fork } from "node:child_process";
import { once } from "node:events";
import { toStart } from "../helpers/bundles.ts";

/** How somebody fared since the last look. */
export interface Fared {
  /** Milliseconds of each answer. */
  readonly times: readonly number[];
  readonly statuses: readonly number[];
}

export interface Bystander {
  look(): Promise<Fared>;
  close(): Promise<void>;
}

export async function startBystander(url: string): Promise<Bystander> {
  const { file, execArgv } = toStart("tests/attack/bystanderProcess.ts");
  const child = fork(file, {
    execArgv: [...execArgv],
    env: { ...process.env, RECEIVER_URL: url },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = once(child, "exit");
  await once(child, "message");
  return {
    async look() {
      child.send("look");
      const [fared] = await once(child, "message");
      return fared;
    },
    async close() {
      child.send("close");
      await ended;
    },
  };
}
