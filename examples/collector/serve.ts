import { startCollector } from "./server.ts";
import { readSettings } from "./settings/readSettings.ts";

const settings = await readSettings(process.env).catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
const collector = await startCollector(settings);
console.log(`Mission Control   ${collector.url}   (rows: ${collector.place})`);

let ending = false;
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, end);

function end(): void {
  if (ending) return;
  ending = true;
  collector.close().then(() => process.exit(0));
}
