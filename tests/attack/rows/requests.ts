import { gzipSync } from "node:zlib";
import { createEvent, post } from "../../examples/receiver.ts";
import { getQuantile, ms, type Row } from "../row.ts";
import { getWorst } from "../shapes.ts";
import { startReceiver } from "../startReceiver.ts";

/** How many are under way at once. */
const AT_ONCE = 8;

/**
 * The worst bodies that were found, many of them at once, beside somebody who only wants to send an event now and then.
 */
export const worstRequests: Row = {
  name: "worst-requests",
  promise:
    "a thousand of the worst requests leave a bystander's answers within ten times of what they were, and end with them",
  full: 1_000,
  small: 40,
  async run({ times, longest }) {
    const receiver = await startReceiver({});
    const worst = getWorst().map(({ body }) => gzipSync(body));
    const broken: string[] = [];
    const ask = async (): Promise<number> => {
      const start = performance.now();
      const reply = await post(`${receiver.url}/v1/batch`, { writeKey: "other", batch: [createEvent()] });
      await reply.arrayBuffer();
      if (reply.status !== 200 && reply.status !== 503)
        broken.push(`a bystander was answered ${reply.status}`);
      return performance.now() - start;
    };
    const measure = async (until: () => boolean): Promise<number[]> => {
      const found: number[] = [];
      do found.push(await ask());
      while (!until());
      return found;
    };
    try {
      let left = 100;
      const before = await measure(() => left-- === 0);
      let next = 0;
      const lanes = Array.from({ length: AT_ONCE }, async () => {
        while (next < times) {
          const body = worst[next++ % worst.length]!;
          const headers = { "content-type": "text/plain", "content-encoding": "gzip" };
          const reply = await fetch(`${receiver.url}/v1/batch`, { method: "POST", headers, body }).catch(
            () => undefined,
          );
          await reply?.arrayBuffer();
        }
      });
      let isOver = false;
      const [during] = await Promise.all([
        measure(() => isOver),
        Promise.all(lanes).then(() => (isOver = true)),
      ]);
      await receiver.look();
      const after = await ask();
      const { held } = await receiver.look();
      const [p99Before, p99During] = [getQuantile(before, 0.99), getQuantile(during, 0.99)];
      if (p99During > 10 * Math.max(p99Before, longest / 10))
        broken.push(`a bystander's p99 rose from ${ms(p99Before)} to ${ms(p99During)}`);
      if (held > longest) broken.push(`the thread was still held for ${ms(held)} after the last one`);
      const figures = { "p99 before": ms(p99Before), "p99 during": ms(p99During), after: ms(after) };
      return { tries: times, figures, broken };
    } finally {
      await receiver.close();
    }
  },
};
