/** The receiver in a process of its own, so that what it costs is its own. */
import { startReceiver } from "../../src/receiver/startReceiver.ts";

const { url, close } = await startReceiver(JSON.parse(process.env.RECEIVER_OPTIONS ?? "{}"));
process.on("message", (asked) => {
  if (asked === "look") process.send?.({ cpu: process.cpuUsage(), memory: process.memoryUsage().rss });
  if (asked === "close") void close().then(() => process.exit(0));
});
// Who has started it is gone.
process.on("disconnect", () => process.exit(1));
process.send?.({ url });
