import { readFile } from "node:fs/promises";
import { extname, resolve, sep } from "node:path";
import { transform } from "esbuild";

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
 * that the pages need no build of their own.
 */
export async function getAsset(folder: string, name: string): Promise<Response> {
  const path = resolve(folder, name);
  const type = TYPES[extname(path)];
  if (type === undefined || !path.startsWith(folder + sep)) return notFound("text/plain");
  try {
    const text = await readFile(path, "utf8");
    const body = path.endsWith(".ts")
      ? (await transform(text, { loader: "ts", target: "es2022" })).code
      : text;
    return new Response(body, { headers: { "content-type": type, "cache-control": "no-cache" } });
  } catch (error) {
    if (error instanceof Error && "code" in error && NAMELESS.has(`${error.code}`)) return notFound(type);
    throw error;
  }
}

/** In the type that was asked for: with `nosniff`, a missing script of another one is a fault of its own. */
function notFound(type: string): Response {
  return new Response(null, { status: 404, headers: { "content-type": type } });
}
