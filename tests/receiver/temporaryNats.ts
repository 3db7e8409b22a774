import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { getFreePorts } from "./freePorts.ts";

export interface TemporaryNats {
  /** Addresses of all of its servers, as `MILEPOST_LOG` takes them. */
  readonly url: string;
  /** Process ids of those that run. */
  getIds(): number[];
  /** Takes one down as a machine that goes out. */
  kill(server: number): Promise<void>;
  /** Starts one again, with what it had on its disk. */
  start(server: number): Promise<void>;
  stop(): Promise<void>;
}

/** The program of NATS; Debian keeps it where only root looks. */
export function findNats(): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin"];
  return folders.map((folder) => join(folder, "nats-server")).find((path) => existsSync(path));
}

/** Servers with JetStream in a temporary folder, on free ports of this machine; more than one of them are a cluster. */
export async function startNats(program: string, count = 3): Promise<TemporaryNats> {
  const folder = mkdtempSync(join(tmpdir(), "milepost-nats-"));
  const ports = await getFreePorts(2 * count);
  const servers = Array.from({ length: count }, (_, n) => ({ port: ports[n]!, route: ports[count + n]! }));
  const routes = servers.map(({ route }) => `nats://127.0.0.1:${route}`).join(",");
  const running = new Map<number, ChildProcess>();

  async function start(n: number): Promise<void> {
    const { port, route } = servers[n]!;
    const own = ["-a", "127.0.0.1", "-p", `${port}`, "-n", `n${n}`, "-js", "-sd", join(folder, `n${n}`)];
    const cluster = ["--cluster_name", "test", "--cluster", `nats://127.0.0.1:${route}`, "--routes", routes];
    const child = spawn(program, [...own, ...(count > 1 ? cluster : [])], { stdio: "ignore" });
    running.set(n, child);
    while (child.exitCode === null && !(await answers(port))) await wait(20);
    if (child.exitCode !== null) throw new Error(`nats-server has ended with ${child.exitCode}`);
  }

  async function kill(n: number): Promise<void> {
    const child = running.get(n);
    running.delete(n);
    if (child === undefined || child.exitCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }

  const stop = async (): Promise<void> => {
    await Promise.all(servers.map((_, n) => kill(n)));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await Promise.all(servers.map((_, n) => start(n)));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: servers.map(({ port }) => `nats://127.0.0.1:${port}`).join(","),
    getIds: () => [...running.values()].flatMap(({ pid }) => pid ?? []),
    kill,
    start,
    stop,
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const end = (is: boolean) => () => {
      socket.destroy();
      resolve(is);
    };
    // It says who it is as soon as somebody comes.
    socket.once("data", end(true)).once("error", end(false));
  });
}
