/** Somebody who sends an event now and then, in a process of their own: what others do in theirs takes none of their time. */
import { createEvent, post } from "../receiver/receiver.ts";

const url = process.env.RECEIVER_URL ?? "";
let times: number[] = [];
let statuses: number[] = [];

process.on("message", (asked) => {
  if (asked === "close") process.exit(0);
  process.send?.({ times, statuses });
  times = [];
  statuses = [];
});
process.send?.("ready");

for (;;) {
  const body = JSON.stringify({ writeKey: "other", batch: [createEvent()] });
  const start = performance.now();
  const reply = await post(`${url}/v1/batch`, body);
  await reply.arrayBuffer();
  times.push(performance.now() - start);
  statuses.push(reply.status);
  await new Promise((resolve) => setTimeout(resolve, 10));
}
