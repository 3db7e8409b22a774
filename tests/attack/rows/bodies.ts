import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { type ForkedReceiver, forkReceiver } from "../forkReceiver.ts";
import { ms, type Row } from "../row.ts";
import { anyShape, getWorst, type Shape } from "../shapes.ts";

/** Sends it as a page would, packed where that is asked for; resolves to the status, 0 where the receiver hung up. */
export async function sendShape(url: string, { body }: Shape, packed: boolean): Promise<number> {
  const sent = fetch(`${url}/v1/batch`, {
    method: "POST",
    headers: { "content-type": "text/plain", ...(packed && { "content-encoding": "gzip" }) },
    body: packed ? gzipSync(body) : body,
  });
  const reply = await sent.catch(() => undefined);
  await reply?.arrayBuffer();
  return reply?.status ?? 0;
}

/** Bodies of every shape, one after the other, with an eye on the thread that reads them. */
export const bodies: Row = {
  name: "bodies",
  promise: "no single request within the limits, of any shape, holds the thread",
  full: 10_000,
  small: 40,
  async run({ times, longest, seed }) {
    const receiver = await forkReceiver({});
    const broken: string[] = [];
    const held: number[] = [];
    const statuses = new Map<number, number>();
    let tries = 0;
    const worst = getWorst();
    const shapes = [
      ...worst.filter((_, n) => times > worst.length || n % 16 === seed % 16),
      ...fc.sample(anyShape, { numRuns: Math.max(1, times - worst.length), seed }),
    ];
    try {
      await receiver.look();
      for (const shape of shapes) {
        tries += 1;
        await tryShape(receiver, shape, tries % 3 === 0);
      }
    } finally {
      await receiver.close();
    }
    const counts = [...statuses].map(([status, count]) => `${status}: ${count}`).join(", ");
    return { tries, figures: { "held at most": ms(Math.max(...held)), statuses: counts }, broken };

    async function tryShape(
      { url, look, isAlive }: ForkedReceiver,
      shape: Shape,
      packed: boolean,
    ): Promise<void> {
      const status = await sendShape(url, shape, packed);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      const now = await look();
      held.push(now.held);
      if (now.held > longest) broken.push(`${shape.title}: ${ms(now.held)}`);
      if (!isAlive()) throw new Error(`It died of ${shape.title}`);
      if (status >= 500) broken.push(`${shape.title}: ${status}`);
    }
  },
};
