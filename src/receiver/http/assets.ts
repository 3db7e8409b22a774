import { readFile } from "node:fs/promises";
import { extname, resolve, sep } from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".ts": "text/javascript; charset=utf-8",
};

/** What is said of a name that no file has, or can have. */
const NAMELESS: ReadonlySet<string> = new Set([
  "ENOENT",
  "ENOTDIR",
  "EISDIR",
  "ENAMETOOLONG",
  "EINVAL",
  "ERR_INVALID_ARG_VALUE",
]);

/**
 * Answers with a file of `folder`, or 404. TypeScript goes out with its types taken off and nothing else changed, so
 * that pages need no build of their own; a script that is there in TypeScript alone is found under its built name too.
 */
export async function getAsset(folder: string, name: string): Promise<Response> {
  const path = resolve(folder, name);
  const type = TYPES[extname(path)];
  if (type === undefined || !path.startsWith(folder + sep)) return notFound("text/plain");
  const body =
    (await read(path)) ?? (path.endsWith(".js") ? await read(`${path.slice(0, -2)}ts`) : undefined);
  if (body === undefined) return notFound(type);
  return new Response(body, { headers: { "content-type": type, "cache-control": "no-cache" } });
}

async function read(path: string): Promise<string | undefined> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && NAMELESS.has(`${error.code}`)) return undefined;
    throw error;
  });
  if (text === undefined || !path.endsWith(".ts")) return text;
  // What is built has none, and needs no compiler beside it.
  const { transform } = await import("esbuild");
  return (await transform(text, { loader: "ts", target: "es2022" })).code;
}

/** In the type that was asked for: with `nosniff`, a missing script of another one is a fault of its own. */
function notFound(type: string): Response {
  return new Response(null, { status: 404, headers: { "content-type": type } });
}
