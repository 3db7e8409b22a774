import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { DURATION, toMs } from "../sdk/config/durations.ts";
import { CommandError, tryFile } from "./commandError.ts";
import { readAddresses } from "./pages/addresses.ts";
import { answer, sayChanges } from "./pages/answer.ts";
import { accept, type Compared, compareAll, readBaseline } from "./pages/baseline.ts";
import { findSpot, lookAtPages } from "./pages/lookAtPages.ts";
import { openBrowser, openContext } from "./pages/openBrowser.ts";
import { renderChanges } from "./pages/renderChanges.ts";
import { readSignIn, runSignIn } from "./pages/signIn.ts";
import { createVisitor } from "./pages/visitor.ts";
import { openConfig, readPlan } from "./readInputs.ts";
import type { Answer } from "./simulateCommand.ts";

export const PAGES_USAGE = `milepost pages FILE --base URL [--page PATTERN=/PATH...] [--sign-in FILE.mjs] [--accept]
  Opens the pages of a config in a browser, where the product runs, and says which targets of guides are missing there,
  hidden, covered, ambiguous, or named by a build. Draws each guide in its place, and holds its picture and what a screen
  reader is told of it against what was accepted. Nothing is reported. It needs the package playwright-core, and fails
  where an element is not there to be seen, or a guide has changed. Drafts are taken as live.
  --base      where the product runs
  --page      the address of a page pattern: --page '/invoices/:id=/invoices/17'; a path alone is opened as well
  --sign-in   a module whose default export is called with Playwright's page, and { base }, before all else
  --accept    keeps the pictures of now as those to compare with
  --baseline  the folder that they are kept in; milepost-pages by default
  --html      where what has changed is shown side by side; milepost-pages.html by default
  --mask      a selector of what is painted over in pictures, as times are
  --size      of the window, 1280x800 by default
  --wait      how long a target may take to come, 5s by default
  --browser   the path of a Chrome or Chromium
  --strict    fails where there is a warning, too
  --json      prints one object: { pages, findings, pictures }`;

export const PAGES_OPTIONS = {
  base: { type: "string" },
  page: { type: "string", multiple: true },
  "sign-in": { type: "string" },
  accept: { type: "boolean" },
  baseline: { type: "string" },
  html: { type: "string" },
  mask: { type: "string", multiple: true },
  size: { type: "string" },
  wait: { type: "string" },
  browser: { type: "string" },
  strict: { type: "boolean" },
  json: { type: "boolean" },
} as const;

export interface PagesValues {
  readonly base?: string;
  readonly page?: string[];
  readonly "sign-in"?: string;
  readonly accept?: boolean;
  readonly baseline?: string;
  readonly html?: string;
  readonly mask?: string[];
  readonly size?: string;
  readonly wait?: string;
  readonly browser?: string;
  readonly strict?: boolean;
  readonly json?: boolean;
}

const SIZE = /^(\d{2,4})x(\d{2,4})$/;
const SCRIPT = new URL("./pages/inPage.js", import.meta.url);

/** @throws {CommandError} where something is missing that it needs, or the product does not answer. */
export async function runPages(operands: readonly string[], values: PagesValues): Promise<Answer> {
  const [file, ...others] = operands;
  const { base, page = [], baseline: folder = "milepost-pages", html = "milepost-pages.html" } = values;
  if (file === undefined || others.length > 0 || base === undefined)
    throw new CommandError(`expected a config and --base\n${PAGES_USAGE}`);
  const { plan, hints } = readPlan(file, true);
  const addresses = readAddresses(plan, base, page);
  const { start } = addresses;
  const options = { ms: readWait(values.wait), mask: values.mask ?? [], script: readScript() };
  const size = readSize(values.size);
  const script = values["sign-in"];
  const signIn = script === undefined ? undefined : await readSignIn(script);
  const browser = await openBrowser(values.browser ?? process.env.CHROME_PATH);
  try {
    const context = await openContext(browser, { base: start, locale: plan.locale.default, size });
    if (signIn) await runSignIn(context, signIn, script!, start);
    const visitor = await createVisitor(context, options);
    const why = await visitor.open(start, true);
    if (why?.startsWith("net::"))
      throw new CommandError(`--base: found ${why} at ${start}, expected the product`);
    const looked = await lookAtPages(plan, addresses, visitor);
    const accepted = values.accept ? new Map() : readBaseline(folder);
    const compared = await compareAll(accepted, looked.pictures, visitor);
    if (values.accept) accept(folder, looked.pictures, (name) => findSpot(plan, name) !== undefined);
    writeChanges(html, plan.product, compared);
    const changes = values.accept ? [] : sayChanges(plan, compared, folder, html);
    const findings = [...looked.findings, ...changes];
    return { ...answer({ config: openConfig(file), looked, compared, findings }, values), err: hints };
  } finally {
    await browser.close();
  }
}

function readScript(): string {
  return tryFile(fileURLToPath(SCRIPT), () => readFileSync(SCRIPT, "utf8"));
}

function readWait(given = "5s"): number {
  if (DURATION.test(given)) return toMs(given);
  throw new CommandError(`--wait: found ${JSON.stringify(given)}, expected a duration like 5s`);
}

function readSize(given = "1280x800"): { readonly width: number; readonly height: number } {
  const [, width, height] = SIZE.exec(given) ?? [];
  if (width && height) return { width: Number(width), height: Number(height) };
  throw new CommandError(`--size: found ${JSON.stringify(given)}, expected pixels like 390x844`);
}

/** The page of what has changed; one of an earlier run goes where nothing has. */
function writeChanges(html: string, product: string, { changes, same }: Compared): void {
  tryFile(html, () => {
    if (changes.length > 0) writeFileSync(html, renderChanges(product, changes, same.length));
    else rmSync(html, { force: true });
  });
}
