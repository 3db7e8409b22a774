import { createHmac } from "node:crypto";

const PREFIX = "whsec_";
/** Bytes of a secret, by the Standard Webhooks specification. */
const SHORTEST = 24;
const LONGEST = 64;

/** Is it a secret by that specification: `whsec_`, and 24 to 64 bytes in base64? */
export function isSecret(text: string): boolean {
  const bytes = toBytes(text);
  const isWhole = text === PREFIX + bytes.toString("base64");
  return isWhole && bytes.length >= SHORTEST && bytes.length <= LONGEST;
}

/** The headers of one attempt; `seconds` is its time since the epoch. Each secret signs. */
export function createHeaders(
  { id, seconds, body }: { readonly id: string; readonly seconds: number; readonly body: string },
  secrets: readonly string[],
): Readonly<Record<string, string>> {
  const signatures = secrets.map((secret) => {
    const hmac = createHmac("sha256", toBytes(secret)).update(`${id}.${seconds}.${body}`);
    return `v1,${hmac.digest("base64")}`;
  });
  return {
    "content-type": "application/json",
    "user-agent": "milepost-receiver",
    "webhook-id": id,
    "webhook-timestamp": String(seconds),
    "webhook-signature": signatures.join(" "),
  };
}

const toBytes = (secret: string): Buffer =>
  Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : "", "base64");
