/** What the site sends: its pages, and what a server of Flows' would answer. */
import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Subject } from "./subjects.ts";

/** So many rows of ten elements. */
const ROWS = 500;

const row = (i: number): string =>
  `<tr><td>${i}</td><td><a href="#${i}">Invoice ${i}</a></td><td><b>Sent</b></td><td><button>Open</button></td><td><span>40</span></td></tr>`;

/** A page of 5,000 elements; what is pointed at is in sight. */
const WORK = `<header><button id="a">New</button> <button id="b">List</button></header><main></main>
<table>${Array.from({ length: ROWS }, (_, i) => row(i)).join("")}</table>`;

export const createPage = (subject: Subject, kind: string): string => `<!doctype html>
<html lang="en" data-for="${kind}">
<meta charset="utf-8">
<title>Bench</title>
<style>header { padding: 40px 300px }</style>
${subject.css ? `<link rel="stylesheet" href="/lib/${subject.page}/style.css">` : ""}
${createTag(subject)}
<body>${kind === "work" ? WORK + createOwnTags(subject) : "<button>New</button>"}</body>
</html>`;

function createTag({ page, config }: Subject): string {
  if (page === "nothing") return "";
  if (page !== "milepost") return `<script type="module" src="/lib/${page}/main.js"></script>`;
  return `<script async src="/lib/milepost/milepost.js" data-config="/config/${config}" data-debug="off"></script>`;
}

/** What measures stands in no page whose own cost is. */
const createOwnTags = ({ page }: Subject): string =>
  [...(page === "milepost" ? [page] : []), "measuring"]
    .map((name) => `<script src="/own/${name}.js"></script>`)
    .join("");

const tourStep = (id: string, title: string, targetElement: string) => ({
  id,
  workflowId: "w",
  type: "tour-component",
  componentType: "BasicsV2Tooltip",
  page_targeting_values: [],
  exitNodes: [],
  data: { title, body: "Some words.", targetElement, dismissible: true, hideOverlay: false },
  propertyMeta: [{ type: "action", key: "primaryButton", value: { label: "Next", exitNode: "continue" } }],
});

const TOURS: Readonly<Record<string, readonly object[]>> = {
  tour: [tourStep("1", "One", "#a"), tourStep("2", "Two", "#b")],
  never: [tourStep("1", "One", "#never")],
};

/** One tour, by the environment that is asked for. */
export async function answerFlows(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = "";
  for await (const chunk of request) body += chunk;
  const tourBlocks = TOURS[JSON.parse(body).environment];
  const tour = { id: "t", workflowId: "w", type: "tour", data: {}, exitNodes: [], tourBlocks };
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ blocks: tourBlocks ? [tour] : [] }));
}

/** What RFC 6455 has a server add to a client's key, to show that it has understood. */
const ACCEPTED = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** Opens the web socket that Flows waits for before it asks for tours. Nothing is said on it. */
export function openSocket(request: IncomingMessage, socket: Duplex): void {
  const key = createHash("sha1")
    .update(`${request.headers["sec-websocket-key"]}${ACCEPTED}`)
    .digest("base64");
  const head = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"];
  socket.write(`${[...head, `Sec-WebSocket-Accept: ${key}`].join("\r\n")}\r\n\r\n`);
  socket.on("error", () => socket.destroy());
  socket.resume();
}
