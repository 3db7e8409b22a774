import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { join } from "node:path";

const DIST = "dist";
const SLOW_MS = 3_000;

/** What becomes of a request for a file of ours. `gone`: a deploy has taken it away. */
export type FileFault = "pass" | "blocked" | "slow" | "gone";

/** The built files, as one site sends them. */
export interface Files {
  /** From now on; before that, all pass. */
  faults(decide: (file: string) => FileFault): void;
  /** How often a file was asked for whose name has that in it. */
  asked(part: string): number;
  send(file: string, response: ServerResponse): void;
}

export function createFiles(): Files {
  const asked: string[] = [];
  let decide: (file: string) => FileFault = () => "pass";

  const pass = (file: string, response: ServerResponse): void =>
    void response.writeHead(200, { "content-type": "text/javascript" }).end(readFileSync(join(DIST, file)));

  return {
    faults: (next) => void (decide = next),
    asked: (part) => asked.filter((file) => file.includes(part)).length,
    send(file, response) {
      asked.push(file);
      const fault = decide(file);
      switch (fault) {
        case "pass":
          return pass(file, response);
        case "slow":
          return void setTimeout(pass, SLOW_MS, file, response);
        case "blocked":
          return void response.destroy();
        case "gone":
          return void response.writeHead(404, { "content-type": "text/html" }).end("<h1>Not found</h1>");
        default:
          return fault satisfies never;
      }
    },
  };
}
