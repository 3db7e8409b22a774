/** Keeps pages open as browsers do, from a process of its own; told to end, it says what they have seen. */
import { readLive } from "../../tests/receiver/receiver.ts";

const [url = "", pages = "200", secret = ""] = process.argv.slice(2);
const VIEWS = ["summary", "way", "gaps", "standings"];
/** Milliseconds that each view took, and between an event and the page that was told of it. */
const took: number[] = [];
const late: number[] = [];
let [told, faults, isOver] = [0, 0, false];
const headers = { authorization: `Basic ${Buffer.from(`bench:${secret}`).toString("base64")}` };

async function look(view: string, tags: Map<string, string>): Promise<void> {
  const start = performance.now();
  const known = tags.get(view);
  const reply = await fetch(`${url}/v1/figures/${view}`, {
    headers: { ...(secret && headers), ...(known !== undefined && { "if-none-match": known }) },
  });
  await reply.arrayBuffer();
  if (reply.status !== 200 && reply.status !== 304) faults++;
  tags.set(view, reply.headers.get("etag") ?? "");
  took.push(performance.now() - start);
}

async function open(place: number): Promise<void> {
  const view = VIEWS[place % VIEWS.length]!;
  const tags = new Map<string, string>();
  await look(view, tags);
  for await (const { event, data } of readLive(url)) {
    if (isOver) return;
    if (event === "figures") await look(view, tags);
    if (event !== "rows") continue;
    told++;
    const rows = JSON.parse(data) as ReadonlyArray<{ readonly receivedAt: string }>;
    const last = rows.at(-1);
    if (last) late.push(Date.now() - Date.parse(last.receivedAt));
  }
}

const at = (all: number[], share: number): number =>
  Math.round(all.sort((a, b) => a - b)[Math.floor(all.length * share)] ?? 0);

process.on("disconnect", () => process.exit(1));
process.on("message", () => {
  isOver = true;
  process.send?.({
    told,
    faults,
    viewMs: [at(took, 0.5), at(took, 0.99)],
    lateMs: [at(late, 0.5), at(late, 0.99)],
  });
  setTimeout(() => process.exit(0), 200);
});
const opening = Array.from({ length: Number(pages) }, (_, i) => open(i).catch(() => faults++));
await Promise.race([Promise.all(opening), new Promise((resolve) => setTimeout(resolve, 10_000))]);
process.send?.({ open: Number(pages) });
