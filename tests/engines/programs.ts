import { execFileSync } from "node:child_process";
import { accessSync, constants, readdirSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

/** What the engines run in, by the names that it may have and the Debian package that brings it. */
const PROGRAMS = {
  firefox: { names: ["firefox-esr", "firefox"], package: "firefox-esr", given: "FIREFOX_PATH" },
  webkit: { names: ["WebKitWebDriver"], package: "webkit2gtk-driver", given: "WEBKIT_DRIVER_PATH" },
  minibrowser: { names: ["MiniBrowser"], package: "webkit2gtk-driver", given: "MINIBROWSER_PATH" },
  xvfb: { names: ["Xvfb"], package: "xvfb", given: "XVFB_PATH" },
} as const;
type Program = keyof typeof PROGRAMS;

const canRun = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const list = (folder: string): string[] => {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
};

/** MiniBrowser is no command: it stands beside its library, whose folder is named for the machine and the version. */
const getFolders = (): string[] => [
  ...(process.env.PATH ?? "").split(delimiter).filter(isAbsolute),
  "/usr/bin",
  ...list("/usr/lib")
    .flatMap(list)
    .filter((path) => /\/webkit2gtk-4\.\d+$/.test(path)),
];

function find(program: Program): string | undefined {
  const { names, given } = PROGRAMS[program];
  const paths = names.flatMap((name) => getFolders().map((folder) => join(folder, name)));
  return [process.env[given] ?? "", ...paths].find((path) => path !== "" && canRun(path));
}

/** Waits for the package manager's lock, since something else may be installing. */
function install(names: readonly string[]): void {
  const lock = ["-o", "DPkg::Lock::Timeout=300"];
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  execFileSync("apt-get", [...lock, "update", "-qq"], { env });
  execFileSync("apt-get", [...lock, "install", "-y", "-qq", "--no-install-recommends", ...names], { env });
}

/** Installs what is missing of these where that is possible. @throws Error with the one line that says what to install. */
export function preparePrograms(wanted = Object.keys(PROGRAMS) as readonly Program[]): void {
  const missing = (): string[] => [
    ...new Set(wanted.filter((program) => !find(program)).map((program) => PROGRAMS[program].package)),
  ];
  const before = missing();
  if (before.length === 0) return;
  const how = `install ${before.join(", ")} first (Debian: apt-get install ${before.join(" ")})`;
  try {
    if (process.getuid?.() === 0 && canRun("/usr/bin/apt-get")) install(before);
  } catch (cause) {
    throw new Error(how, { cause });
  }
  if (missing().length > 0) throw new Error(how);
}

/** The path of a program. @throws Error if it is not there. */
export function getProgram(program: Program): string {
  const path = find(program);
  if (path === undefined) throw new Error(`${PROGRAMS[program].names[0]} is not there`);
  return path;
}
