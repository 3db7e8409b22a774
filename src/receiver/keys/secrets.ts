const SHORTEST = 16;

/** What a `Basic` header carries as a user name, as it is. */
const CARRIED = /^[!-9;-~]+$/;

/** By write key. */
type Secrets = Readonly<Record<string, { readonly secret?: string | undefined }>>;

/**
 * Each write key's secret has to be hard to guess, of that key alone, and nothing that stands in a page.
 * @throws {RangeError} naming the first that is not, without saying it.
 */
export function checkSecrets(keys: Secrets): void {
  const owners = new Map<string, string>();
  for (const [writeKey, { secret }] of Object.entries(keys)) {
    if (secret === undefined) continue;
    const found = findFault(secret, keys, owners.get(secret));
    if (found !== undefined) throw new RangeError(`${writeKey}.secret: found ${found}, expected ${EXPECTED}`);
    owners.set(secret, writeKey);
  }
}

const EXPECTED = `${SHORTEST} or more letters, digits and signs without a space or ":", of this key alone`;

function findFault(secret: string, keys: Secrets, owner: string | undefined): string | undefined {
  if (Object.hasOwn(keys, secret)) return "a write key";
  if (owner !== undefined) return `the secret of ${owner}`;
  if (secret.length < SHORTEST) return `${secret.length} characters`;
  if (!CARRIED.test(secret)) return "a character that no header carries";
  return undefined;
}
