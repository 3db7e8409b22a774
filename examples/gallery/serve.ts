import { getFreePort } from "../../src/receiver/http/listen.ts";
import { startGallery } from "./server.ts";

const { url } = await startGallery(await getFreePort(4300));
console.log(`\n  Gallery   ${url}\n\n  Ctrl-C ends it.\n`);
