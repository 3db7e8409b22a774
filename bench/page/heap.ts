import type { CDPSession } from "playwright-core";

/**
 * What a page's own code brings forth. The rest is the engine's: what it has compiled of a function that was called often
 * grows with how often that was, until all is compiled.
 */
const HELD = new Set([
  "object",
  "closure",
  "array",
  "string",
  "concatenated string",
  "sliced string",
  "number",
  "bigint",
  "symbol",
  "regexp",
]);

interface Snapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      readonly node_types: readonly [types: readonly string[], ...unknown[]];
    };
  };
  readonly nodes: readonly number[];
}

/** Bytes of the objects, functions and texts that are reachable. */
export async function weighHeld(client: CDPSession): Promise<number> {
  const parts: string[] = [];
  const take = ({ chunk }: { readonly chunk: string }): void => void parts.push(chunk);
  client.on("HeapProfiler.addHeapSnapshotChunk", take);
  // It collects the garbage first.
  await client.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  client.off("HeapProfiler.addHeapSnapshotChunk", take);
  const { snapshot, nodes } = JSON.parse(parts.join("")) as Snapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, size] = [fields.indexOf("type"), fields.indexOf("self_size")];
  let bytes = 0;
  for (let at = 0; at < nodes.length; at += fields.length)
    if (HELD.has(types[0][nodes[at + type]!]!)) bytes += nodes[at + size]!;
  return bytes;
}
