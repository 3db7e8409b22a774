import { connect, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { createEvent, post } from "../../receiver/receiver.ts";
import { forkReceiver } from "../forkReceiver.ts";
import { mb, ms, type Row } from "../row.ts";

const MB = 1_048_576;
/** Events of so many bytes, each of which every open page would be told of. */
const BATCHES = 100;
const EVENTS = 20;
const BYTES = 4_000;

export const deafViewers: Row = {
  name: "deaf-viewers",
  promise: "pages that are open and never read fill no memory and slow nobody down",
  full: 300,
  small: 30,
  async run({ times }) {
    const receiver = await forkReceiver({});
    const broken: string[] = [];
    const port = Number(new URL(receiver.url).port);
    const sockets: Socket[] = Array.from({ length: times }, () => {
      const socket = connect(port, "127.0.0.1");
      socket.on("error", () => {});
      socket.pause();
      socket.write("GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n");
      return socket;
    });
    try {
      await wait(1_000);
      const before = await receiver.look();
      const begin = performance.now();
      for (let n = 0; n < BATCHES; n++) {
        const batch = Array.from({ length: EVENTS }, () =>
          createEvent({ properties: { text: "x".repeat(BYTES) } }),
        );
        const reply = await post(`${receiver.url}/v1/batch`, { writeKey: "attack", batch });
        if (reply.status !== 200) broken.push(`a batch was answered ${reply.status}`);
        await reply.arrayBuffer();
      }
      const took = (performance.now() - begin) / BATCHES;
      const { memory } = await receiver.look();
      const rise = memory - before.memory;
      if (rise > 400 * MB) broken.push(`memory rose by ${mb(rise)}`);
      return { tries: times, figures: { "memory rose by": mb(rise), "a batch took": ms(took) }, broken };
    } finally {
      for (const socket of sockets) socket.destroy();
      await receiver.close();
    }
  },
};
