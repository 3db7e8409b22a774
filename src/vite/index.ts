import { resolve } from "node:path";
import type { Told } from "../check/check.ts";
import { type CompiledSource, compileSource } from "../check/compileSource.ts";
import { diskFiles } from "../check/files/files.ts";
import { loadConfig } from "../check/files/loadConfig.ts";
import { createFrame } from "../check/formatChecked.ts";

export interface MilepostPluginOptions {
  /** Path of the config, from the root of the project; `milepost.json` by default. */
  readonly config?: string;
  /** Path of the plan, below the base of the site; `milepost.plan.json` by default. */
  readonly plan?: string;
}

/** As much of what Vite gives to a plugin as is used here. */
interface Server {
  readonly watcher: {
    add(path: string): unknown;
    on(event: "change", listener: (path: string) => void): unknown;
  };
  readonly ws: { send(payload: object): void };
  readonly middlewares: {
    use(handle: (request: { readonly url?: string }, reply: Reply, next: () => void) => void): unknown;
  };
}
interface Reply {
  statusCode: number;
  setHeader(name: string, value: string): unknown;
  end(text: string): unknown;
}
interface Build {
  warn(log: Log): void;
  error(log: Log): never;
  addWatchFile(path: string): void;
  emitFile(file: { readonly type: "asset"; readonly fileName: string; readonly source: string }): string;
}
interface Log {
  readonly message: string;
  readonly loc: { readonly file: string; readonly line: number; readonly column: number };
  readonly frame: string;
}

export interface MilepostPlugin {
  readonly name: string;
  configResolved(config: { readonly root: string; readonly base: string }): void;
  configureServer(server: Server): void;
  buildStart(this: Build): void;
  generateBundle(this: Build): void;
}

/**
 * For Vite: makes the plan of a config, serves it while you develop, and puts it into the build. A mistake stops the
 * build, and is shown over the page while you develop. Point `data-config`, or `init({ config })`, at the plan's path.
 * @example
 * export default { plugins: [milepost({ config: "milepost.json" })] };
 */
export default function milepost({
  config = "milepost.json",
  plan = "milepost.plan.json",
}: MilepostPluginOptions = {}): MilepostPlugin {
  let file = config;
  let names: readonly string[] = [];
  let address = `/${plan}`;
  let isServed = false;
  let made: CompiledSource["made"];

  /** @param watch Takes each file that the plan is made of. */
  const compile = (watch: (file: string) => void): CompiledSource => {
    const loaded = loadConfig(file, diskFiles);
    names = loaded.names.map((name) => resolve(name));
    for (const name of names) watch(name);
    return compileSource(loaded, { now: Date.now() });
  };
  const toLog = (told: Told): Log => ({
    message: `${told.path ? `${told.path}: ` : ""}${told.message}`,
    loc: { file: told.file.name, line: told.line, column: told.column - 1 },
    frame: createFrame(told),
  });
  /** The first mistake, which is what a page has room for. */
  const getError = ({ told }: CompiledSource): Log | undefined => {
    const error = told.find(({ severity }) => severity === "error");
    return error && toLog(error);
  };

  return {
    name: "milepost",
    configResolved({ root, base }) {
      file = resolve(root, config);
      address = `${base.replace(/\/$/, "")}/${plan}`;
    },
    configureServer({ watcher, ws, middlewares }) {
      isServed = true;
      const follow = (name: string): void => void watcher.add(name);
      follow(file);
      watcher.on("change", (path) => {
        if (![file, ...names].includes(resolve(path))) return;
        const error = getError(compile(follow));
        ws.send(
          error
            ? { type: "error", err: { ...error, stack: "", plugin: "milepost" } }
            : { type: "full-reload" },
        );
      });
      middlewares.use((request, reply, next) => {
        if (request.url?.split("?")[0] !== address) return next();
        const compiled = compile(follow);
        reply.setHeader("content-type", "application/json");
        reply.setHeader("cache-control", "no-cache");
        if (!compiled.made) reply.statusCode = 500;
        reply.end(compiled.made?.json ?? JSON.stringify(getError(compiled)));
      });
    },
    buildStart() {
      if (isServed) return;
      const compiled = compile((name) => this.addWatchFile(name));
      const error = getError(compiled);
      made = compiled.made;
      for (const told of compiled.told) if (told.severity === "warning") this.warn(toLog(told));
      if (error) this.error(error);
    },
    generateBundle() {
      if (made) this.emitFile({ type: "asset", fileName: plan, source: made.json });
    },
  };
}
