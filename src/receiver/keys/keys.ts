import { createHash } from "node:crypto";
import type { Config } from "../../sdk/config/schema.ts";
import type { Plan } from "../../sdk/domain/plan/plan.ts";
import { createLines, type LogFormat } from "../lib/lines.ts";
import type { RateOptions } from "../lib/rateLimit.ts";
import { makeStorable } from "../lib/storable.ts";
import { rememberTokens } from "./believed.ts";
import { checkSecrets, getSecrets } from "./secrets.ts";
import { createVerifier, type TokenOptions, type VerifyToken } from "./verifyToken.ts";

/** What a write key is for. */
export interface KeyOptions {
  /** Origins of the pages that may send under it, exactly: `["https://app.acme.example"]`. */
  readonly origins: readonly string[];
  /** What servers send as the user name of a `Basic` header; it also opens `/v1/users` and `/v1/accounts`. */
  readonly secret?: string | undefined;
  /** More of them, by a name of whom each is for: the audit says which was shown. */
  readonly secrets?: Readonly<Record<string, string>> | undefined;
  /** How the vendor signs who a user is. Left out: nobody is verified but by the secret. */
  readonly tokens?: TokenOptions | undefined;
  /** How much may come. @default 1,000 events a second, 10,000 at once */
  readonly rate?: RateOptions | undefined;
  /** What progress is derived with, where this key's product is another than the receiver's. */
  readonly plan?: Plan | undefined;
  /** The config that the plan is of, for figures. */
  readonly config?: Config | undefined;
  /** The silence of an account, in milliseconds, after which it is reported; left out, the receiver's. */
  readonly silentAfter?: number | undefined;
}

export interface Key {
  readonly writeKey: string;
  readonly origins: readonly string[];
  readonly verify: VerifyToken | undefined;
  /** Left out: as much as comes. */
  readonly rate: RateOptions | undefined;
  readonly plan: Plan | undefined;
  readonly silentAfter: number | undefined;
  /** Nobody has said who may do what: whoever reaches the receiver may do all. */
  readonly isOpen: boolean;
}

/** A server that has shown a secret. */
export interface Server {
  readonly key: Key;
  /** The secret's name. */
  readonly by: string;
}

export interface Keys {
  get(writeKey: string): Key | undefined;
  /** Whose secret this is. */
  getBySecret(secret: string): Server | undefined;
  /** The one key under which pages of this origin may send; `undefined` where there is none, or several. */
  getByOrigin(origin: string): Key | undefined;
  /** May pages of this origin send under any key? A preflight does not say under which. */
  knows(origin: string): boolean;
}

export interface KeysOptions {
  /** By write key. Left out, the receiver is open: it takes any key, from servers and from pages of `origins`. */
  readonly keys?: Readonly<Record<string, KeyOptions>> | undefined;
  readonly origins: readonly string[];
  readonly plan?: Plan | undefined;
  readonly silentAfter?: number | undefined;
  /** Epoch milliseconds. @default Date.now */
  readonly now?: (() => number) | undefined;
  readonly logFormat?: LogFormat | undefined;
}

/** Characters of a write key that an open receiver takes. */
const LONGEST_KEY = 256;
const DEFAULT_RATE: RateOptions = { perSecond: 1_000, burst: 10_000 };

/** @throws {RangeError} where a secret is none. */
export function createKeys(given: KeysOptions): Keys {
  const { keys } = given;
  if (keys === undefined) return createOpenKeys(given);
  checkSecrets(keys);
  const all = new Map(
    Object.entries(keys).map(([writeKey, options]) => [writeKey, createKey(writeKey, options, given)]),
  );
  const byOrigin = new Map<string, Key | null>();
  for (const key of all.values())
    for (const origin of key.origins) byOrigin.set(origin, byOrigin.has(origin) ? null : key);
  // Looked up by hash, so that the time which a look takes tells nothing of the secret.
  const bySecret = new Map(
    Object.entries(keys).flatMap(([writeKey, options]) =>
      getSecrets(options).map(({ name, secret }) => [
        hash(secret),
        { key: all.get(writeKey)!, by: name } satisfies Server,
      ]),
    ),
  );
  return {
    get: (writeKey) => all.get(writeKey),
    getBySecret: (secret) => bySecret.get(hash(secret)),
    getByOrigin: (origin) => byOrigin.get(origin) ?? undefined,
    knows: (origin) => byOrigin.has(origin),
  };
}

function createKey(writeKey: string, options: KeyOptions, given: KeysOptions): Key {
  const { tokens, rate = DEFAULT_RATE } = options;
  const product = options.plan === undefined ? given : options;
  return {
    writeKey,
    origins: options.origins,
    verify: tokens && createVerifierOf(writeKey, tokens, given),
    rate,
    plan: product.plan,
    silentAfter: product.silentAfter,
    isOpen: false,
  };
}

function createVerifierOf(writeKey: string, tokens: TokenOptions, given: KeysOptions): VerifyToken {
  const { now = Date.now } = given;
  const onChange = createLines(given);
  return rememberTokens(createVerifier(tokens, writeKey, { now, onChange }));
}

function createOpenKeys({ origins, plan, silentAfter }: KeysOptions): Keys {
  const open = { origins, verify: undefined, rate: undefined, plan, silentAfter, isOpen: true };
  return {
    get: (writeKey) =>
      writeKey.length > LONGEST_KEY ? undefined : { writeKey: String(makeStorable(writeKey)), ...open },
    getBySecret: () => undefined,
    getByOrigin: () => undefined,
    knows: (origin) => origins.includes(origin),
  };
}

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
