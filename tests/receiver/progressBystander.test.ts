import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent, get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { toStart } from "../helpers/bundles.ts";
import { EMPTY } from "../helpers/emptyDatabase.ts";
import { createEvent, type Fields, post } from "./receiver.ts";
import { SHARED_SECRET, signToken } from "./signing.ts";
import { findPostgres, startPostgres, type TemporaryPostgres } from "./temporaryPostgres.ts";

const SECRET = "sk-acme-0123456789";
const USERS = Array.from({ length: 20 }, (_, n) => `bystander-${n}`);
const config = {
  version: 1,
  product: "acme",
  milestones: {
    invoices: { title: "Three invoices", when: { event: "Invoice Sent", count: 3 } },
    team: {
      title: "Two colleagues",
      level: "account",
      when: { event: "Member Joined", count: 2, distinct: "member" },
    },
  },
  gaps: { "no-team": { from: "invoices", to: "team", bridge: ["invite"] } },
  guides: { invite: { type: "banner", title: "Invite somebody" } },
};

let home: string;
let postgres: TemporaryPostgres | undefined;
let receiver: ChildProcess;
let url: string;
const agent = new Agent({ keepAlive: true });

const run = (
  path: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): ChildProcess => {
  const { file, execArgv } = toStart(path);
  return spawn(process.execPath, [...execArgv, file, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
};
const createOf = (userId: string, event: string, fields: Fields) =>
  createEvent({ userId, event, anonymousId: undefined, properties: {}, ...fields });
async function send(events: readonly unknown[]): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${SECRET}:`).toString("base64")}`;
  const { status } = await post(`${url}/v1/batch`, { batch: events }, { authorization });
  expect(status).toBe(200);
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "milepost-bystander-"));
  const write = (name: string, content: unknown): string => {
    writeFileSync(join(home, name), JSON.stringify(content));
    return join(home, name);
  };
  const programs = findPostgres();
  if (programs !== undefined) postgres = await startPostgres(programs);
  const tokens = { secret: SHARED_SECRET };
  receiver = run("examples/collector/serve.ts", [], {
    PORT: "0",
    MILEPOST_DATA: EMPTY,
    MILEPOST_CONFIG: write("milepost.json", config),
    MILEPOST_KEYS: write("keys.json", {
      acme: {
        origins: ["https://app.acme.example"],
        secret: SECRET,
        tokens,
        rate: { perSecond: 1e6, burst: 1e6 },
      },
    }),
    ...(postgres && { DATABASE_URL: postgres.url }),
  });
  url = await new Promise((resolve) => {
    receiver.stdout!.on("data", (text: Buffer) => {
      const [said] = /http:\/\/localhost:\d+/.exec(text.toString()) ?? [];
      if (said !== undefined) resolve(said);
    });
  });
  const at = (n: number) => ({
    timestamp: new Date(Date.now() - n * 60_000).toISOString(),
    groupId: "large",
  });
  for (let done = 0; done < 10_000; done += 500) {
    await send(Array.from({ length: 500 }, (_, n) => createOf("mallory", "Invoice Sent", at(done + n))));
  }
  const joined = Array.from({ length: 200 }, (_, n) =>
    createOf(`colleague-${n}`, "Member Joined", { ...at(n), properties: { member: `${n}` } }),
  );
  await send(joined);
  await send(USERS.map((user) => createOf(user, "Invoice Sent", { groupId: "small" })));
});
afterAll(async () => {
  agent.destroy();
  if (receiver !== undefined) {
    const ended = once(receiver, "exit");
    receiver.kill();
    await ended;
  }
  postgres?.stop();
  rmSync(home, { recursive: true, force: true });
});

/** Milliseconds until `status` came. */
function ask(token: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const headers = { authorization: `Bearer ${token}` };
    get(`${url}/v1/progress`, { headers, agent }, (reply) => {
      reply.resume();
      if (reply.statusCode !== 200) reject(new Error(`Answered with ${reply.statusCode}`));
      reply.on("end", () => resolve(performance.now() - start));
    }).on("error", reject);
  });
}

/** The 99th percentile of 80 questions of bystanders. */
async function measure(): Promise<number> {
  const tokens = await Promise.all(USERS.map((sub) => signToken({ sub, accounts: ["small"] })));
  const times: number[] = [];
  for (let round = 0; round < 4; round++) {
    for (const token of tokens) {
      times.push(await ask(token));
      await wait(10);
    }
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)]!;
}

it("answers others in time while one user with 10,000 events and 200 colleagues asks without end", async () => {
  const quiet = await measure();
  const token = await signToken({ sub: "mallory", accounts: ["large"] });
  const flood = run("tests/receiver/flood.ts", [url, token]);
  await once(flood.stdout!, "data");
  await wait(1_000);
  const busy = await measure();
  expect(flood.exitCode, "the flood went on all the while").toBe(null);
  flood.kill();
  // 100 ms on a machine that has nothing else to do.
  expect(busy, `${quiet} ms without the flood`).toBeLessThan(Math.max(100, 10 * quiet));
});
