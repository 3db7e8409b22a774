/** The receiver in a process of its own, so that it can be killed, and its thread be watched from within. */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { startReceiver } from "../../src/receiver/startReceiver.ts";

const delay = monitorEventLoopDelay({ resolution: 2 });
delay.enable();
/** `at` stops its clock there, in epoch milliseconds. */
const { at, ...options } = JSON.parse(process.env.RECEIVER_OPTIONS ?? "{}");
const { url, close } = await startReceiver({ ...options, ...(at !== undefined && { now: () => at }) });

process.on("message", (asked) => {
  if (asked === "look") {
    process.send?.({ held: delay.max / 1e6, memory: process.memoryUsage().rss });
    delay.reset();
  }
  if (asked === "close") void close().then(() => process.exit(0));
});
process.send?.({ url });
