import { getFreePort } from "../../src/receiver/http/listen.ts";
import { startHard } from "./server.ts";

const { url } = await startHard(await getFreePort(4400));
console.log(`\n  Hard places   ${url}\n\n  Ctrl-C ends it.\n`);
