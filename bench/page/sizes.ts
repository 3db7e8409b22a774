import { brotliCompressSync, gzipSync } from "node:zlib";

/** Bytes of what a page has asked for, file by file, without the config, which is the vendor's. */
export function toSize(loaded: ReadonlyMap<string, Buffer>) {
  const files = [...loaded].filter(([path]) => !path.startsWith("/config/")).map(([, content]) => content);
  const sum = (measure: (content: Buffer) => number): number =>
    files.reduce((all, content) => all + measure(content), 0);
  return {
    files: files.length,
    min: sum(({ length }) => length),
    gzip: sum((content) => gzipSync(content, { level: 9 }).length),
    brotli: sum((content) => brotliCompressSync(content).length),
  };
}
