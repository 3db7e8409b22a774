/**
 * One user who asks without end, in a process of their own: `flood.ts <address> <token>` opens 1,000 streams, asks 1,000
 * times, and so on, and has something happen all the while.
 */
import { Agent, get, type OutgoingHttpHeaders, request } from "node:http";

const [, , url = "", token = ""] = process.argv;
const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY });

const ask = (headers: OutgoingHttpHeaders): Promise<void> =>
  new Promise((done) => {
    const options = { agent, headers: { authorization: `Bearer ${token}`, ...headers } };
    get(`${url}/v1/progress`, options, (reply) => {
      reply.resume();
      reply.on("end", done);
      if (headers.accept !== undefined) done();
    }).on("error", () => done());
  });

function act(): void {
  const headers = { "content-type": "text/plain", origin: "https://app.acme.example" };
  const event = { type: "track", event: "Invoice Sent", userId: "mallory", groupId: "large" };
  request(`${url}/v1/batch`, { method: "POST", headers }, (reply) => reply.resume())
    .on("error", () => {})
    .end(JSON.stringify({ writeKey: "acme", token, batch: [event] }));
}

/** So many at a time as one machine opens without care; streams that begin stay open. */
const AT_ONCE = 50;

setInterval(act, 100);
console.log("asking");
for (let asked = 0; ; asked += AT_ONCE) {
  const isStream = asked % 2_000 < 1_000;
  await Promise.all(
    Array.from({ length: AT_ONCE }, () => ask(isStream ? { accept: "text/event-stream" } : {})),
  );
}
