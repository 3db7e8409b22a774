import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { FolderInUse, IN_MEMORY } from "../src/receiver/database/embedded.ts";
import { getFreePort } from "../src/receiver/http/listen.ts";
import { readProduct } from "../src/receiver/settings/readProduct.ts";
import { type ReceiverOptions, type RunningReceiver, startReceiver } from "../src/receiver/startReceiver.ts";
import { startInvoices } from "./invoices/server.ts";
import { startMadeUpYear } from "./madeUpYear.ts";

const INVOICES_PORT = 4000;
const COLLECTOR_PORT = 4100;
const YEAR_PORT = 4200;

const databaseUrl = process.env.DATABASE_URL;
const invoicesPort = await getFreePort(INVOICES_PORT);
const collectorPort = await getFreePort(COLLECTOR_PORT, [invoicesPort]);
const year = await startMadeUpYear({ port: await getFreePort(YEAR_PORT, [invoicesPort, collectorPort]) });
const product = `http://localhost:${invoicesPort}`;

const { config, journey } = readProduct(getPath("./invoices/milepost.json"));

const collector = await openCollector({
  port: collectorPort,
  origins: [product],
  product,
  sample: year.url,
  guidance: true,
  ...(journey && { journey }),
  ...(config && { config }),
  dataDir: relative(process.cwd(), getPath("../.data/collector")),
  fresh: process.argv.includes("--fresh"),
  ...(databaseUrl !== undefined && { databaseUrl }),
});
const invoices = await startInvoices({ port: invoicesPort, receiverUrl: collector.url });

console.log(`
  Acme Invoices     ${invoices.url}
  Mission Control   ${collector.url}   (rows: ${collector.place})

  Open both side by side, and then:
  1  Create a workspace. A checklist comes to the corner, and Mission Control knows you by name.
  2  Do nothing for 20 seconds. The gap to the first invoice opens, and a tooltip shows the way.
  3  Press "Show me" and send an invoice. The step ticks itself off, and the tooltip is gone.
  4  Mark it as paid. Mission Control counts one more who got there.

  A made-up year    ${year.url}   (loads when you first open it, also from Mission Control's head)

  npm run demo -- --fresh starts with no rows. Ctrl-C ends both.
`);

let ending = false;
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, end);

/** npm passes a Ctrl-C on that the terminal has sent already; the second one must not cut the first one short. */
function end(): void {
  if (ending) return;
  ending = true;
  Promise.all([invoices.close(), collector.close(), year.close()]).then(() => process.exit(0));
}

/** A second demo beside the first leaves the first one's folder alone. */
async function openCollector(options: ReceiverOptions): Promise<RunningReceiver> {
  try {
    return await startReceiver(options);
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error;
    return startReceiver({ ...options, dataDir: IN_MEMORY });
  }
}

function getPath(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
