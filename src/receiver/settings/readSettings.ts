import { z } from "zod";
import { isLoopback } from "../lib/hosts.ts";
import { readLogUrl } from "../log/readLogUrl.ts";
import type { ReceiverOptions } from "../startReceiver.ts";
import { readHosts, readOrigins } from "./names.ts";
import { readKeys } from "./readKeys.ts";
import { readProduct } from "./readProduct.ts";
import { readWebhooks } from "./readWebhooks.ts";

/** What comes late is taken for 8 days: what is deleted sooner would come again. */
const LEAST_DAYS = 10;

/** What the environment may say, and what each of it is; docs/receiver.md has the same as a table. */
const shape = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4100),
  HOST: z.string().min(1).default("127.0.0.1"),
  DATABASE_URL: z.string().min(1).optional(),
  MILEPOST_DATA: z.string().min(1).default(".data/collector"),
  MILEPOST_LOG: z.string().min(1).optional(),
  MILEPOST_ONLY: z.enum(["ingest"]).optional(),
  MILEPOST_CONFIG: z.string().min(1).optional(),
  MILEPOST_KEYS: z.string().min(1).optional(),
  MILEPOST_WEBHOOKS: z.string().min(1).optional(),
  MILEPOST_ORIGINS: z.string().default(""),
  MILEPOST_HOSTS: z.string().optional(),
  MILEPOST_PROXIES: z.string().regex(/^\d$/, { error: "expected a number of proxies" }).optional(),
  MILEPOST_KEEP_DAYS: z.coerce.number().int().min(LEAST_DAYS).optional(),
  MILEPOST_LOG_FORMAT: z.enum(["text", "json"]).default("text"),
  MILEPOST_GUIDANCE: z.enum(["on", "off"]).default("on"),
  MILEPOST_PASSWORD: z.string().min(12).optional(),
});

export const SETTINGS: readonly string[] = Object.keys(shape.shape);

/**
 * The options that an environment stands for, with the files that it names.
 * @throws {Error} with a sentence for who starts it, where something is missing or would leave the door open.
 */
export async function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ReceiverOptions> {
  const parsed = shape.safeParse(environment);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`${issue?.path.join(".")}: ${issue?.message}`);
  }
  const settings = parsed.data;
  checkDoor(settings);
  checkLog(settings);
  const hosts = settings.MILEPOST_HOSTS === undefined ? undefined : readHosts(settings.MILEPOST_HOSTS);
  const {
    MILEPOST_CONFIG: config,
    MILEPOST_KEYS: keys,
    MILEPOST_WEBHOOKS: webhooks,
    DATABASE_URL: url,
    MILEPOST_PROXIES: proxies,
    MILEPOST_PASSWORD: password,
    MILEPOST_LOG: log,
    MILEPOST_ONLY: only,
    MILEPOST_KEEP_DAYS: keepDays,
  } = settings;
  return {
    port: settings.PORT,
    host: settings.HOST,
    dataDir: settings.MILEPOST_DATA,
    logFormat: settings.MILEPOST_LOG_FORMAT,
    guidance: settings.MILEPOST_GUIDANCE === "on",
    origins: readOrigins(settings.MILEPOST_ORIGINS),
    ...(hosts !== undefined && { hosts }),
    ...(proxies !== undefined && { proxies: Number(proxies) }),
    ...(url !== undefined && { databaseUrl: url }),
    ...(log !== undefined && { log }),
    ...(only !== undefined && { only }),
    ...(keepDays !== undefined && { keepDays }),
    ...(password !== undefined && { password }),
    ...(keys !== undefined && { keys: await readKeys(keys) }),
    ...(webhooks !== undefined && { webhooks: await readWebhooks(webhooks) }),
    ...(config !== undefined && readProduct(config)),
  };
}

/** Who can be reached from elsewhere says who may do what. */
function checkDoor({ HOST, MILEPOST_KEYS, MILEPOST_PASSWORD }: z.infer<typeof shape>): void {
  if (isLoopback(HOST)) return;
  const missing = [
    ...(MILEPOST_KEYS === undefined ? ["MILEPOST_KEYS"] : []),
    ...(MILEPOST_PASSWORD === undefined ? ["MILEPOST_PASSWORD"] : []),
  ];
  if (missing.length > 0)
    throw new Error(`HOST: ${HOST} can be reached from elsewhere; set ${missing.join(" and ")}`);
}

/** What is wrong with an address is told before anything starts. */
function checkLog({ MILEPOST_LOG: log, MILEPOST_ONLY: only }: z.infer<typeof shape>): void {
  if (log !== undefined) readLogUrl(log);
  else if (only !== undefined)
    throw new Error(
      `MILEPOST_ONLY: found ${only} without MILEPOST_LOG, expected a log from which others store`,
    );
}
