import { once } from "node:events";
import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { DatabaseUnavailable } from "../../src/receiver/database/database.ts";
import { openPostgres } from "../../src/receiver/database/postgres.ts";

/** A message of PostgreSQL's protocol, version 3: its letter, its length, what it says. */
function message(letter: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(content.length + 4);
  return Buffer.concat([Buffer.from(letter), length, content]);
}

const AUTHENTICATED = message("R", Buffer.alloc(4));
const READY = message("Z", Buffer.from("I"));
const ENDED = message(
  "E",
  Buffer.from("SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0"),
);

test("a server that ends a connection in the breath that opens it is told as one that is not there, and ends nothing", async () => {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.end(Buffer.concat([AUTHENTICATED, READY, ENDED])));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { readonly port: number };
  const database = openPostgres(`postgres://anybody@127.0.0.1:${port}/any`);
  onTestFinished(async () => {
    await database.close();
    server.close();
  });
  // What nobody catches fails the run.
  await expect(database.query("select 1")).rejects.toThrow(DatabaseUnavailable);
});
