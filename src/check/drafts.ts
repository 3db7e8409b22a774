type Bag = Record<string, unknown>;

const isBag = (value: unknown): value is Bag => typeof value === "object" && value !== null;

/**
 * The config with its drafts as if they were live: what they would do is what is asked before they are. `drafts` are
 * the paths of those.
 */
export function withDrafts(config: unknown): {
  readonly config: unknown;
  readonly drafts: readonly string[];
} {
  const drafts: string[] = [];
  function publish(part: unknown, path: string): unknown {
    if (!isBag(part) || part.status !== "draft") return part;
    drafts.push(path);
    return { ...part, status: "live" };
  }
  function publishEach(parts: unknown, path: string): unknown {
    if (Array.isArray(parts))
      return parts.map((part, i) => publish(part, `${path}.${isBag(part) ? part.id : i}`));
    if (!isBag(parts)) return parts;
    return Object.fromEntries(
      Object.entries(parts).map(([id, part]) => [id, publish(part, `${path}.${id}`)]),
    );
  }
  const live = publish(config, "the config");
  if (!isBag(live) || Array.isArray(live)) return { config: live, drafts };
  const parts = ["gaps", "guides", "docs"].filter((name) => name in live);
  return {
    config: { ...live, ...Object.fromEntries(parts.map((name) => [name, publishEach(live[name], name)])) },
    drafts,
  };
}
