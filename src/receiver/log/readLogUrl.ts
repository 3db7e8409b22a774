/** Where a log is. */
export interface LogAddress {
  /** Addresses of its servers, without who asks: `nats://10.0.0.1:4222`. */
  readonly servers: readonly string[];
  /** What its stream is called, so that two products or environments may share the servers. */
  readonly stream: string;
  /** Who asks, where the servers want to know: a name with a password, or a token. */
  readonly user?: { readonly name: string; readonly password: string };
  readonly token?: string;
  /** Whether what is said is encrypted. */
  readonly isSecure: boolean;
}

const EXPECTED = "expected servers like nats://10.0.0.1:4222,nats://10.0.0.2:4222/milepost";

/**
 * Reads `nats://` or `tls://` addresses with commas between. Who asks, and the path, which is the name of the stream, are
 * those of the first address that has them.
 * @throws {Error} naming what is no such address, without its password.
 */
export function readLogUrl(list: string): LogAddress {
  const urls = list.split(",").map((one) => readUrl(one.trim()));
  const stream = urls.map(({ pathname }) => pathname.slice(1)).find(Boolean) ?? "milepost";
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(stream))
    throw new Error(
      `MILEPOST_LOG: found the stream ${JSON.stringify(stream)}, expected letters, digits, - and _`,
    );
  const asking = urls.find(({ username }) => username !== "");
  return {
    servers: urls.map(({ host }) => host),
    stream,
    isSecure: urls.some(({ protocol }) => protocol === "tls:"),
    ...(asking && readUser(asking)),
  };
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^(nats|tls):$/.test(url.protocol) && url.hostname !== "") return url;
  const shown = text.replace(/\/\/.*@/, "//…@");
  throw new Error(`MILEPOST_LOG: found ${JSON.stringify(shown)}, ${EXPECTED}`);
}

function readUser({ username, password }: URL): Pick<LogAddress, "user" | "token"> {
  const name = decodeURIComponent(username);
  return password === "" ? { token: name } : { user: { name, password: decodeURIComponent(password) } };
}
