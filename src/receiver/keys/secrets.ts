const SHORTEST = 16;

/** What a `Basic` header carries as a user name, as it is. */
const CARRIED = /^[!-9;-~]+$/;

/** The secrets of one write key: one that goes by the name `secret`, and others by names of their own. */
interface Secrets {
  readonly secret?: string | undefined;
  readonly secrets?: Readonly<Record<string, string>> | undefined;
}

interface Secret {
  readonly name: string;
  /** Where it stands, for who reads what is wrong with it. */
  readonly place: string;
  readonly secret: string;
}

export const getSecrets = ({ secret, secrets = {} }: Secrets): readonly Secret[] => [
  ...(secret === undefined ? [] : [{ name: "secret", place: "secret", secret }]),
  ...Object.entries(secrets).map(([name, one]) => ({ name, place: `secrets.${name}`, secret: one })),
];

/**
 * Each write key's secrets have to be hard to guess, of that key alone, and nothing that stands in a page.
 * @throws {RangeError} naming the first that is not, without saying it.
 */
export function checkSecrets(keys: Readonly<Record<string, Secrets>>): void {
  const owners = new Map<string, string>();
  for (const [writeKey, options] of Object.entries(keys)) {
    for (const { place, secret } of getSecrets(options)) {
      const found = findFault(secret, keys, owners.get(secret));
      if (found !== undefined)
        throw new RangeError(`${writeKey}.${place}: found ${found}, expected ${EXPECTED}`);
      owners.set(secret, writeKey);
    }
  }
}

const EXPECTED = `${SHORTEST} or more letters, digits and signs without a space or ":", of this key alone`;

function findFault(secret: string, keys: object, owner: string | undefined): string | undefined {
  if (Object.hasOwn(keys, secret)) return "a write key";
  if (owner !== undefined) return `the secret of ${owner}`;
  if (secret.length < SHORTEST) return `${secret.length} characters`;
  if (!CARRIED.test(secret)) return "a character that no header carries";
  return undefined;
}
