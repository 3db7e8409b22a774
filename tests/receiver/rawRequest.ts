import { connect } from "node:net";

/** The status line and all else that is answered to `text`, sent as it is. */
export function sendRaw(url: string, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    let answer = "";
    socket.setEncoding("utf8");
    socket.on("data", (piece: string) => {
      answer += piece;
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(answer));
    socket.write(text);
  });
}

/** The status with which a request under these names is answered. */
export async function askAs(url: string, hosts: readonly string[], path = "/"): Promise<number> {
  const lines = [`GET ${path} HTTP/1.1`, ...hosts.map((host) => `Host: ${host}`), "Connection: close"];
  const answer = await sendRaw(url, `${lines.join("\r\n")}\r\n\r\n`);
  return Number(answer.split(" ")[1]);
}
