/**
 * The real browser of the tests in tests/browser: the machine's own, driven over its debugging port. Nothing is
 * downloaded by npm; a bare container gets Debian's package the first time.
 */
import { execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const FOLDERS = ["/usr/bin", "/usr/local/bin", "/snap/bin", "/opt/google/chrome"];
const APPS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

/**
 * Chromium has two pages of its own for what its address bar drops down, and makes them anew for each window, which
 * doubles what a window costs. For each profile it starts a process ahead, in case of another page: where a profile has
 * one page, that is a sixth of its cost for nothing. Of several lists of features it heeds the last one only: the rest is
 * what Playwright turns off.
 */
const FEATURES_OFF = [
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
  "AimEnabled",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsFirstBalancedModeAutoEnable",
  "HttpsUpgrades",
  "LensOverlay",
  "MediaRouter",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PaintHolding",
  "PreconnectToSearch",
  "SpareRendererForSitePerProcess",
  "ThirdPartyStoragePartitioning",
];

/** No sandbox: containers lack the user namespaces. The rest keeps the browser from asking the network on its own. */
export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  `--disable-features=${FEATURES_OFF.join()}`,
];

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function findBrowser(): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(delimiter).filter(isAbsolute), ...FOLDERS];
  const paths = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [process.env.CHROME_PATH ?? "", ...paths, ...APPS].find((path) => path !== "" && isProgram(path));
}

/** Waits for the package manager's lock, since something else may be installing. */
function installBrowser(): void {
  const lock = ["-o", "DPkg::Lock::Timeout=300"];
  const options = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  execFileSync("apt-get", [...lock, "update", "-qq"], options);
  execFileSync("apt-get", [...lock, "install", "-y", "-qq", "--no-install-recommends", "chromium"], options);
}

function mayInstall(): boolean {
  return process.getuid?.() === 0 && isProgram("/usr/bin/apt-get");
}

/** The path of a Chromium or Chrome, installed first where that is possible; throws a line that says what to do. */
export function getBrowserPath(): string {
  const found = findBrowser();
  if (found !== undefined) return found;
  const how =
    "no Chromium found: install it (Debian: apt-get install chromium) or set CHROME_PATH to a Chrome's path";
  try {
    if (mayInstall()) installBrowser();
  } catch (cause) {
    throw new Error(how, { cause });
  }
  const installed = findBrowser();
  if (installed === undefined) throw new Error(how);
  return installed;
}

/** A headless browser of one's own; the caller closes it. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: getBrowserPath(), args: FLAGS });
}
