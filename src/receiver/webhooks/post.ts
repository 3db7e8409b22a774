import { promises as dns, Resolver } from "node:dns";
import { type RequestOptions, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isPublic } from "./addresses.ts";

/** What became of an attempt. */
export type Outcome =
  | { readonly taken: true }
  /** `after`: milliseconds before which it is not to come again, as the address says. `gone`: never again. */
  | { readonly taken: false; readonly failure: string; readonly after?: number; readonly gone?: true };

/** The addresses of a name, now. */
export type Resolve = (name: string) => Promise<readonly string[]>;

export interface PostOptions {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether the address may be in a private network. */
  readonly isPrivate: boolean;
  /** Left out: DNS, and for what may be private also the names that the machine knows. */
  readonly resolve?: Resolve | undefined;
  /** Ends it early. */
  readonly signal?: AbortSignal;
}

/** Milliseconds for all of it, from the name's addresses to the reply's status. */
export const PATIENCE = 10_000;
/** Bytes of a reply's head; its body is not read. */
const LARGEST_HEAD = 8_192;
/** Replies that only say that another one comes. */
const MOST_EARLY = 8;
const LONGEST_AFTER = 86_400_000;

/**
 * Sends once. The connection goes to an address that was looked at: a name that changes its answer in between gains
 * nothing. Redirects are not followed. Never rejects.
 */
export function postOnce(given: PostOptions): Promise<Outcome> {
  const { url, headers, body, isPrivate, resolve, signal } = given;
  const { protocol, hostname } = new URL(url);
  const address = hostname.replace(/^\[|\]$/g, "");
  if (isIP(address) !== 0 && !isPrivate && !isPublic(address))
    return Promise.resolve(fail(`${address} is not a public address`));
  const options: RequestOptions = {
    method: "POST",
    headers: { ...headers, "content-length": String(Buffer.byteLength(body)) },
    // A connection of its own: one that is kept could be to an address that the name has left.
    agent: false,
    ...(signal && { signal }),
    maxHeaderSize: LARGEST_HEAD,
    lookup: createLookup(resolve ?? (isPrivate ? askMachine : askDns), isPrivate),
  };
  return new Promise((done) => {
    const request = (protocol === "http:" ? requestHttp : requestHttps)(url, options);
    const timer = setTimeout(() => end(fail(`no answer within ${PATIENCE / 1000} s`)), PATIENCE);
    function end(outcome: Outcome): void {
      clearTimeout(timer);
      done(outcome);
      request.destroy();
    }
    request.on("error", (error: NodeJS.ErrnoException) => end(fail(describe(error))));
    request.on("response", ({ statusCode = 0, headers: given }) =>
      end(read(statusCode, given["retry-after"])),
    );
    let early = 0;
    request.on("information", () => {
      early += 1;
      if (early > MOST_EARLY) end(fail("answered with status 1xx without an end"));
    });
    // An upgrade is no reply, and leaves a socket that nobody reads.
    request.on("upgrade", (_, socket) => {
      socket.destroy();
      end(fail("answered with an upgrade"));
    });
    request.end(body);
  });
}

const fail = (failure: string): Outcome => ({ taken: false, failure });

function read(status: number, retryAfter: string | undefined): Outcome {
  if (status >= 200 && status < 300) return { taken: true };
  const failure = `answered with ${status}${status >= 300 && status < 400 ? ", and redirects are not followed" : ""}`;
  if (status === 410) return { taken: false, failure, gone: true };
  const after = readRetryAfter(retryAfter);
  return { taken: false, failure, ...(after !== undefined && { after }) };
}

/** Milliseconds; a date counts from now by the machine's clock. */
function readRetryAfter(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? Math.min(ms, LONGEST_AFTER) : undefined;
}

/** Its code, and no text that came from elsewhere. */
const describe = (error: NodeJS.ErrnoException): string =>
  error instanceof NotPublic ? error.message : `no connection (${error.code ?? error.name})`;

class NotPublic extends Error {
  override readonly name = "NotPublic";
}

function createLookup(resolve: Resolve, isPrivate: boolean): LookupFunction {
  return (name, { all }, callback) => {
    resolve(name).then(
      (addresses) => {
        const found = addresses.map((address) => ({ address, family: isIP(address) }));
        const foreign = isPrivate ? undefined : found.find(({ address }) => !isPublic(address));
        if (foreign !== undefined)
          callback(new NotPublic(`${name} leads to ${foreign.address}, which is not a public address`), "");
        else if (found.length === 0)
          callback(Object.assign(new Error(`${name} has no address`), { code: "ENOTFOUND" }), "");
        else if (all) callback(null, found);
        else callback(null, found[0]!.address, found[0]!.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, ""),
    );
  };
}

/** Without the thread pool, which a name that does not answer would hold from all others. */
const askDns: Resolve = async (name) => {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  const ask = (kind: "resolve4" | "resolve6"): Promise<string[]> =>
    new Promise((done, reject) =>
      resolver[kind](name, (error, found) => (error ? reject(error) : done(found))),
    );
  const answers = await Promise.allSettled([ask("resolve4"), ask("resolve6")]);
  const found = answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
  const [first] = answers;
  if (found.length === 0 && first.status === "rejected") throw first.reason;
  return found;
};

const askMachine: Resolve = async (name) =>
  (await dns.lookup(name, { all: true })).map(({ address }) => address);
