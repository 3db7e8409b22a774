import { parseArgs } from "node:util";
import type { ReceiverOptions } from "./startReceiver.ts";

/** The settings that are flags as well: each flag's variable. */
const VARIABLES = {
  port: "PORT",
  host: "HOST",
  database: "DATABASE_URL",
  data: "MILEPOST_DATA",
  log: "MILEPOST_LOG",
  only: "MILEPOST_ONLY",
  config: "MILEPOST_CONFIG",
  keys: "MILEPOST_KEYS",
  webhooks: "MILEPOST_WEBHOOKS",
  origins: "MILEPOST_ORIGINS",
  hosts: "MILEPOST_HOSTS",
  proxies: "MILEPOST_PROXIES",
  "keep-days": "MILEPOST_KEEP_DAYS",
  guidance: "MILEPOST_GUIDANCE",
  "log-format": "MILEPOST_LOG_FORMAT",
} as const;
type Flag = keyof typeof VARIABLES;

const TEXT = { type: "string" } as const;
const FLAGS: Readonly<Record<Flag, typeof TEXT>> = {
  port: TEXT,
  host: TEXT,
  database: TEXT,
  data: TEXT,
  log: TEXT,
  only: TEXT,
  config: TEXT,
  keys: TEXT,
  webhooks: TEXT,
  origins: TEXT,
  hosts: TEXT,
  proxies: TEXT,
  "keep-days": TEXT,
  guidance: TEXT,
  "log-format": TEXT,
};

const HELP = `milepost receive: takes reports in, and shows them in Mission Control

  --port N        the port to listen at (PORT; 4100)
  --host ADDRESS  the address to listen at (HOST; 127.0.0.1)
  --database URL  a PostgreSQL (DATABASE_URL; an embedded one)
  --data FOLDER   of the embedded database (MILEPOST_DATA; .data/collector)
  --log URLS      NATS servers whose JetStream keeps what is not stored yet (MILEPOST_LOG; none)
  --only ingest   takes in alone, into the log: others store it (MILEPOST_ONLY)
  --config FILE   your milepost.json (MILEPOST_CONFIG; no progress)
  --keys FILE     your write keys (MILEPOST_KEYS; any is taken, on this machine alone)
  --webhooks FILE addresses that are told of events (MILEPOST_WEBHOOKS; none)
  --origins LIST  without keys: the pages that may send (MILEPOST_ORIGINS)
  --hosts LIST    the names by which it is reached (MILEPOST_HOSTS)
  --proxies N     proxies in front that say who came (MILEPOST_PROXIES)
  --keep-days N   days after which what people did is deleted (MILEPOST_KEEP_DAYS; it is kept)
  --guidance off  guides nobody in Mission Control (MILEPOST_GUIDANCE; on)
  --log-format json   lines of the log as objects with time, level and message (MILEPOST_LOG_FORMAT; text)
  --settings FILE all of these as JSON, by the names in parentheses; environment and flags win
  --rebuild       makes all that figures are made of anew, from the events
  --link OWNER    prints a link to what this owner of the config answers for, and ends

  --help          prints this, and ends

It listens on this machine alone. To be reached from elsewhere (--host 0.0.0.0) it wants --keys and a password. /livez
says that the process answers, /healthz that it can work; SIGTERM ends it once what it has taken in is stored. The
tables are brought up to date at the start, forward only: back goes who has a dump. docs/receiver.md has the rest.

The password of Mission Control is MILEPOST_PASSWORD, in the environment or the file alone: flags can be read by other
users of a machine.`;

/** What the receiver is made of, and who does not run one need not have. */
const PACKAGES = ["hono", "@hono/node-server", "jose"];
const OF_POSTGRES = "pg";
const OF_EMBEDDED = "@electric-sql/pglite";
const OF_LOG = ["@nats-io/transport-node", "@nats-io/jetstream"];

type Environment = Readonly<Record<string, string | undefined>>;

/** Why it does not start, in a sentence for who starts it. */
export class CannotReceive extends Error {
  override readonly name = "CannotReceive";
}

/**
 * `milepost receive`: starts the receiver and resolves to what it says of itself, and to what stops it.
 * @param words What stands behind the command. A flag wins over the environment, and that over the file of settings.
 * @throws {CannotReceive}
 */
export async function receive(
  words: readonly string[],
  environment: Environment,
): Promise<{ readonly says: string; readonly close?: () => Promise<void> }> {
  const { help, rebuild, link, settings: file, ...flags } = readFlags(words);
  if (help) return { says: HELP };
  const settings = Object.entries(flags).map(([flag, value]) => [VARIABLES[flag as Flag], value]);
  const written = file === undefined ? {} : await readFile(file);
  const given: Environment = { ...written, ...environment, ...Object.fromEntries(settings) };
  checkPackages(given);
  const { readSettings } = await import("./settings/readSettings.ts");
  const { startReceiver } = await import("./startReceiver.ts");
  const options = await readSettings(given).catch(refuse);
  if (link !== undefined) return { says: await createLink(link, options) };
  const { url, place, close } = await startReceiver({ ...options, ...(rebuild && { rebuild }) }).catch(
    refuse,
  );
  const says = options.only
    ? `Taking in   ${url}   (for ${place})`
    : `Mission Control   ${url}   (rows: ${place})`;
  return { says: await toLine(says, options), close };
}

/** What it says of itself is the first line of its log. */
async function toLine(says: string, options: ReceiverOptions): Promise<string> {
  const { createLines } = await import("./lib/lines.ts");
  let line = "";
  createLines(options, (text) => {
    line = text;
  })(says);
  return line;
}

/** Loaded only when asked for, as all of it is: its packages may be missing. */
async function readFile(path: string): Promise<Environment> {
  const { readSettingsFile } = await import("./settings/readSettingsFile.ts");
  return readSettingsFile(path).catch(refuse);
}

function refuse({ message }: Error): never {
  throw new CannotReceive(message);
}

function readFlags(words: readonly string[]): {
  readonly help?: boolean;
  readonly settings?: string;
  readonly rebuild?: boolean;
  readonly link?: string;
} & {
  readonly [F in Flag]?: string;
} {
  try {
    const options = {
      ...FLAGS,
      settings: TEXT,
      help: { type: "boolean" },
      rebuild: { type: "boolean" },
      link: TEXT,
    } as const;
    return parseArgs({ args: [...words], options }).values;
  } catch (error) {
    throw new CannotReceive((error as Error).message);
  }
}

/** @throws {CannotReceive} where nobody of that name answers for anything, or nobody is asked for a password. */
async function createLink(owner: string, { password, config }: ReceiverOptions): Promise<string> {
  const { createLinks, LINK_DAYS } = await import("./keys/ownerLinks.ts");
  if (password === undefined)
    throw new CannotReceive("--link: needs MILEPOST_PASSWORD, which it is signed with");
  const owners = Object.values(config?.outcomes ?? {}).flatMap((outcome) => outcome.owner ?? []);
  if (!owners.includes(owner))
    throw new CannotReceive(
      `--link: found ${JSON.stringify(owner)}, expected an owner of an outcome in the config: ${[...new Set(owners)].join(", ") || "it has none"}`,
    );
  const link = createLinks(password).create(owner, Date.now());
  return `/?link=${link}   (the page, for ${LINK_DAYS} days)\n/v1/figures/owners?link=${link}   (as JSON)`;
}

/** Also says how to get them, before anything fails in the middle. */
function checkPackages({ DATABASE_URL, MILEPOST_LOG, MILEPOST_ONLY }: Environment): void {
  const ofDatabase = MILEPOST_ONLY === undefined ? [DATABASE_URL ? OF_POSTGRES : OF_EMBEDDED] : [];
  const needed = [...PACKAGES, ...ofDatabase, ...(MILEPOST_LOG ? OF_LOG : [])];
  const missing = needed.filter((name) => !isThere(name));
  if (missing.length === 0) return;
  throw new CannotReceive(`The receiver needs packages that are not here: npm install ${missing.join(" ")}`);
}

function isThere(name: string): boolean {
  try {
    import.meta.resolve(name);
    return true;
  } catch {
    return false;
  }
}
