import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, createServer, type InlineConfig, type ViteDevServer } from "vite";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { withMarks } from "../../src/check/compileSource.ts";
import { parse } from "../../src/sdk/config/parse.ts";
import milepost from "../../src/vite/index.ts";
import { SOUND } from "../check/sound.ts";

/** Somebody's product, built with Vite. */
let root: string;
let server: ViteDevServer | undefined;
const PLAN = withMarks(parse(JSON.parse(SOUND)).plan);
const BROKEN = SOUND.replace('"to": "invoice"', '"to": "invoise"');

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "milepost-vite-"));
  await writeFile(join(root, "index.html"), `<!doctype html><script type="module" src="/main.js"></script>`);
  await writeFile(join(root, "main.js"), "document.title = 'Acme';");
  await writeFile(join(root, "milepost.json"), SOUND);
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  await rm(root, { recursive: true, force: true });
});

const settings = (more: InlineConfig = {}): InlineConfig => ({
  root,
  configFile: false,
  logLevel: "silent",
  plugins: [milepost()],
  ...more,
});

describe("a build with Vite", () => {
  test("has the plan beside the page", async () => {
    await build(settings());
    expect(JSON.parse(await readFile(join(root, "dist/milepost.plan.json"), "utf8"))).toEqual(PLAN);
  });

  test("has it under the name that was asked for, of the config that was named", async () => {
    await writeFile(join(root, "guidance.json"), SOUND);
    await build(settings({ plugins: [milepost({ config: "guidance.json", plan: "a/b.json" })] }));
    expect(JSON.parse(await readFile(join(root, "dist/a/b.json"), "utf8"))).toEqual(PLAN);
  });

  test("is of all files that the config takes in, and a mistake is said in the one that has it", async () => {
    await writeFile(join(root, "above.json"), JSON.stringify({ extends: "./milepost.json" }));
    const plugins = [milepost({ config: "above.json" })];
    await build(settings({ plugins }));
    expect(JSON.parse(await readFile(join(root, "dist/milepost.plan.json"), "utf8"))).toEqual(PLAN);
    await writeFile(join(root, "milepost.json"), BROKEN);
    await expect(build(settings({ plugins }))).rejects.toMatchObject({
      message: expect.stringContaining(`${join(root, "milepost.json")}:24:12`),
    });
  });

  test("stops at a mistake, and says its line and column", async () => {
    await writeFile(join(root, "milepost.json"), BROKEN);
    await expect(build(settings())).rejects.toMatchObject({
      message: expect.stringMatching(/gaps\.no-invoice\.to: found "invoise"/),
    });
  });
});

describe("while one develops with Vite", () => {
  const start = async (more: InlineConfig = {}) => {
    server = await createServer(settings({ server: { port: 0, host: "127.0.0.1" }, ...more }));
    await server.listen();
    const [url = ""] = server.resolvedUrls!.local;
    return { url, sent: vi.spyOn(server.ws, "send").mock.calls };
  };

  test("the plan is served, and the page loads anew when the config changes", async () => {
    const { url, sent } = await start();
    const reply = await fetch(`${url}milepost.plan.json`);
    expect(reply.headers.get("content-type")).toBe("application/json");
    expect(await reply.json()).toEqual(PLAN);
    await writeFile(join(root, "milepost.json"), SOUND.replace('"product": "acme"', '"product": "other"'));
    await vi.waitFor(() => expect(sent).toContainEqual([{ type: "full-reload" }]), { timeout: 20_000 });
    expect(await (await fetch(`${url}milepost.plan.json?now`)).json()).toMatchObject({ product: "other" });
  });

  test("it is served below the base of the site", async () => {
    const { url } = await start({ base: "/app/" });
    expect(await (await fetch(`${url}milepost.plan.json`)).json()).toEqual(PLAN);
  });

  test("a mistake is shown over the page, with its place, and the next plan is served once it is mended", async () => {
    const { url, sent } = await start();
    await writeFile(join(root, "milepost.json"), BROKEN);
    await vi.waitFor(
      () =>
        expect(sent).toContainEqual([
          {
            type: "error",
            err: expect.objectContaining({
              message: expect.stringContaining('gaps.no-invoice.to: found "invoise"'),
              loc: { file: join(root, "milepost.json"), line: 24, column: 12 },
              frame: expect.stringContaining("^^^^^^^^^"),
            }),
          },
        ]),
      { timeout: 20_000 },
    );
    expect((await fetch(`${url}milepost.plan.json`)).status).toBe(500);
    // Vite's watcher passes over a change that comes right behind another one, as no editor's does.
    await vi.waitFor(
      async () => {
        await writeFile(join(root, "milepost.json"), SOUND);
        expect(sent).toContainEqual([{ type: "full-reload" }]);
      },
      { timeout: 20_000, interval: 300 },
    );
    expect((await fetch(`${url}milepost.plan.json`)).status).toBe(200);
  });
});
