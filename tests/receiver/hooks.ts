import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** What an address was sent. */
export interface Sent {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Hook {
  /** Without a slash at the end. */
  readonly url: string;
  readonly port: number;
  readonly sent: readonly Sent[];
  /** How many connections came, whatever was said on them. */
  connections(): number;
}

type Answer = (sent: Sent, response: ServerResponse, request: IncomingMessage) => void;

const take: Answer = (_, response) => response.writeHead(204).end();

/** A server on this machine that is told of events, until the test is over. It answers once all has come. */
export async function openHook(answer: Answer = take): Promise<Hook> {
  const { close, ...hook } = await startHook(answer);
  onTestFinished(close);
  return hook;
}

export interface StartedHook extends Hook {
  close(): void;
}

/** The same, until it is closed. */
export async function startHook(answer: Answer = take): Promise<StartedHook> {
  const sent: Sent[] = [];
  let connections = 0;
  const listener: RequestListener = async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = request.headers as Readonly<Record<string, string>>;
    const one = { path: request.url ?? "", headers, body: Buffer.concat(chunks).toString("utf8") };
    sent.push(one);
    answer(one, response, request);
  };
  const server = createServer(listener);
  server.on("connection", (socket) => {
    connections += 1;
    socket.on("error", () => {});
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    sent,
    connections: () => connections,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
