import { getFreePort } from "../src/receiver/http/listen.ts";
import { EXAMPLE_NAMES, startExample } from "./http/startExample.ts";

const name = EXAMPLE_NAMES.find((one) => one === process.argv[2]);
if (name === undefined) {
  console.error(`Which one? npx tsx examples/serve.ts ${EXAMPLE_NAMES.join("|")}`);
  process.exit(1);
}

const { url } = await startExample(name, await getFreePort(4200));
console.log(`\n  Tasks, ${name}   ${url}\n\n  Ctrl-C ends it.\n`);
