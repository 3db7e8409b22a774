import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createEvent, post } from "../receiver/receiver.ts";

const folder = mkdtempSync(join(tmpdir(), "milepost-receive-"));
const running: ChildProcess[] = [];
afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

const start = (words: readonly string[], command?: string) => run(["receive", ...words], command);

function run(words: readonly string[], command = "dist/cli.js") {
  const child = spawn(process.execPath, [command, ...words], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.push(child);
  let out = "";
  let err = "";
  child.stdout.on("data", (piece) => {
    out += piece;
  });
  child.stderr.on("data", (piece) => {
    err += piece;
  });
  return { child, said: () => ({ out, err }), ended: once(child, "exit") };
}

describe("milepost receive", () => {
  test("takes reports in, shows them on its page, and stops when it is told to", async () => {
    const { child, said, ended } = start(["--port", "0", "--data", join(folder, "data")]);
    await expect.poll(() => said().out, { timeout: 60_000 }).toContain("Mission Control");
    const [url] = /http:\/\/localhost:\d+/.exec(said().out)!;
    const event = createEvent();
    const reply = await post(`${url}/v1/batch`, { writeKey: "demo", batch: [event] });
    expect(await reply.json()).toEqual({ accepted: [event.messageId], rejected: [] });
    const page = await (await fetch(url)).text();
    const assets = [...page.matchAll(/"(\/page\/[^"]+)"/g)].map(([, path]) => path!);
    expect(assets).toContain("/page/main.js");
    for (const path of assets) expect((await fetch(url + path)).status, path).toBe(200);
    child.kill("SIGTERM");
    const [code, signal] = await ended;
    // Windows has no signals: there a process that is told to stop just does.
    expect([code, signal]).toEqual(process.platform === "win32" ? expect.anything() : [0, null]);
    expect(said().err).toBe("");
  });

  test("has a listener for its webhooks beside it, which stops when it is told to", async () => {
    const { child, said, ended } = run(["webhooks", "listen", "--port", "0"]);
    await expect.poll(() => said().out, { timeout: 20_000 }).toContain("whsec_");
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(said().out)!;
    expect((await fetch(url, { method: "POST", body: "{}" })).status).toBe(401);
    await expect.poll(() => said().out).toContain("not signed");
    child.kill("SIGTERM");
    await ended;
    expect(said().err).toBe("");
  });

  test("says which flags there are, and which there are not", async () => {
    const help = start(["--help"]);
    expect((await help.ended)[0]).toBe(0);
    expect(help.said().out).toContain("--port N");
    const wrong = start(["--prot", "1"]);
    expect((await wrong.ended)[0]).toBe(1);
    expect(wrong.said().err).toContain("--prot");
  });

  test("names the packages that are not there, and how to get them", async () => {
    // Where a vendor has installed Milepost alone, with what it depends on.
    const alone = join(folder, "alone");
    cpSync("dist", join(alone, "dist"), { recursive: true });
    cpSync("package.json", join(alone, "package.json"));
    const { dependencies } = JSON.parse(readFileSync("package.json", "utf8"));
    for (const name of Object.keys(dependencies))
      cpSync(join("node_modules", name), join(alone, "node_modules", name), { recursive: true });
    const { ended, said } = start([], join(alone, "dist/cli.js"));
    expect((await ended)[0]).toBe(1);
    expect(said().err).toContain("npm install hono @hono/node-server jose @electric-sql/pglite");
  });
});
