import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { forkReceiver } from "../forkReceiver.ts";
import { getQuantile, ms, type Row } from "../row.ts";
import { getWorst } from "../shapes.ts";
import { startBystander } from "../startBystander.ts";

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
  small: 24,
  async run({ times, longest, seed }) {
    const receiver = await forkReceiver({});
    const all = getWorst();
    // To pack all of them takes longer than to send a few.
    const worst = all
      .filter((_, n) => times >= all.length || n % 12 === seed % 12)
      .map(({ body }) => gzipSync(body));
    const broken: string[] = [];
    const bystander = await startBystander(receiver.url);
    const fare = async (): Promise<number> => {
      const { times: took, statuses } = await bystander.look();
      const wrong = statuses.filter((status) => status !== 200).length;
      if (wrong > 0) broken.push(`${wrong} of a bystander's ${statuses.length} requests were not taken`);
      return getQuantile(took, 0.99);
    };
    try {
      await wait(500);
      await fare();
      await wait(3_000);
      const before = await fare();
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
      await Promise.all(lanes);
      const during = await fare();
      await receiver.look();
      await wait(500);
      const after = await fare();
      const { held } = await receiver.look();
      if (during > 10 * Math.max(before, longest / 10))
        broken.push(`p99 rose from ${ms(before)} to ${ms(during)}`);
      if (held > longest) broken.push(`the thread was still held for ${ms(held)} after the last one`);
      const figures = { "p99 before": ms(before), "p99 during": ms(during), "p99 after": ms(after) };
      return { tries: times, figures, broken };
    } finally {
      await bystander.close();
      await receiver.close();
    }
  },
};
