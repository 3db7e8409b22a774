import { execFile, execFileSync, spawnSync } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { getFreePort } from "./freePorts.ts";

export interface TemporaryPostgres {
  /** Its connection string. */
  readonly url: string;
  /** Of its first process. */
  getId(): number;
  /** Ends its connections, and comes again. */
  restart(): Promise<void>;
  /** Takes it down as a machine that goes out, and starts it again. */
  kill(): Promise<void>;
  /** Lets it stand still, as one whose disk hangs; returns what lets it go on. */
  freeze(): () => void;
  stop(): void;
}

/** The folder with PostgreSQL's server programs; Debian keeps them out of the PATH. */
export function findPostgres(): string | undefined {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian)
    ? readdirSync(debian).map((version) => join(debian, version, "bin"))
    : [];
  const folders = [...versions.reverse(), ...(process.env.PATH ?? "").split(delimiter)];
  return folders.find((folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "pg_ctl")));
}

/** A PostgreSQL of one's own in a temporary folder, on a free port of this machine. */
export async function startPostgres(
  programs: string,
  { fsync = false }: { readonly fsync?: boolean } = {},
): Promise<TemporaryPostgres> {
  const folder = mkdtempSync(join(tmpdir(), "milepost-postgres-"));
  const owner = getOwner();
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, "data");
  // Its log goes to a file, as the server would hold our pipes open.
  const run = (program: string, ...args: string[]) =>
    execFileSync(join(programs, program), args, { stdio: "ignore", cwd: folder, ...owner });
  const port = await getFreePort();
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=${fsync ? "on" : "off"}`;
  const log = join(folder, "log");
  const control = async (...args: string[]): Promise<void> => {
    await promisify(execFile)(
      join(programs, "pg_ctl"),
      ["-D", data, "-l", log, "-o", settings, "-w", ...args],
      {
        cwd: folder,
        ...owner,
      },
    );
  };
  /** The server and all of its own processes. */
  const getProcesses = (): number[] => {
    const [server = ""] = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n");
    const children = spawnSync("pgrep", ["-P", server], { encoding: "utf8" }).stdout.split("\n");
    return [server, ...children].filter(Boolean).map(Number);
  };
  try {
    copyEmpty(programs, data, run);
    await control("start");
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    url: `postgres://milepost@127.0.0.1:${port}/postgres`,
    getId: () => getProcesses()[0]!,
    restart: () => control("-m", "fast", "restart"),
    async kill() {
      const processes = getProcesses();
      for (const id of processes) process.kill(id, "SIGKILL");
      while (processes.some(isRunning)) await wait(20);
      // It names a process that may not be reaped, and a server does not start beside a living one.
      rmSync(join(data, "postmaster.pid"), { force: true });
      await control("start");
    },
    freeze() {
      const processes = getProcesses();
      for (const id of processes) process.kill(id, "SIGSTOP");
      return () => {
        for (const id of processes) if (isRunning(id)) process.kill(id, "SIGCONT");
      };
    },
    stop() {
      run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * The files of a server with nothing in it. To make them takes a second of a core, to copy them nearly nothing, so they
 * are kept. A copy of `cp` has the owner too.
 */
function copyEmpty(
  programs: string,
  data: string,
  run: (program: string, ...args: string[]) => unknown,
): void {
  const version = execFileSync(join(programs, "initdb"), ["--version"], { encoding: "utf8" });
  const folder = resolve("node_modules/.cache/milepost");
  const kept = join(folder, `postgres-${version.replace(/[^\w.]+/g, "-")}`);
  const copy = (from: string, to: string) => execFileSync("cp", ["-Rp", from, to]);
  if (existsSync(kept)) {
    copy(kept, data);
    return;
  }
  run("initdb", "-D", data, "-U", "milepost", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
  mkdirSync(folder, { recursive: true });
  const own = `${kept}.${process.pid}`;
  copy(data, own);
  try {
    renameSync(own, kept);
  } catch {
    // Another file of tests was first.
    rmSync(own, { recursive: true, force: true });
  }
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    const status = readFileSync(`/proc/${id}/status`, "utf8");
    // One that has ended and that nobody has asked for counts as gone; another program may have its number since.
    return /^Name:\s+postgres/m.test(status) && !/^State:\s+Z/m.test(status);
  } catch {
    return false;
  }
}

/** PostgreSQL refuses to run as root; then it runs as the user that its package makes, else as nobody. */
function getOwner(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const ask = (flag: string, name: string) =>
    Number(spawnSync("id", [flag, name], { encoding: "utf8" }).stdout);
  const name = ask("-u", "postgres") > 0 ? "postgres" : "nobody";
  return { uid: ask("-u", name), gid: ask("-g", name) };
}
