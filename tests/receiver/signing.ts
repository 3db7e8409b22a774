import { exportJWK, generateKeyPair, type JSONWebKeySet, SignJWT } from "jose";

export const SHARED_SECRET = "a secret of the vendor, 32 bytes and more";
const HOUR = 3_600;

/** Also such as no vendor would sign. */
export type TokenClaims = Readonly<Record<string, unknown>>;

/** Claims of a token for the write key `acme`, as a vendor's server makes them: fresh, and of an hour. */
export function createClaims(claims: TokenClaims = {}, now = Date.now()): TokenClaims {
  const iat = Math.floor(now / 1000);
  return { aud: "acme", sub: "ana", accounts: ["studio"], iat, exp: iat + HOUR, ...claims };
}

/** Signed with the shared secret. */
export const signToken = (claims: TokenClaims = {}, secret = SHARED_SECRET): Promise<string> =>
  new SignJWT(createClaims(claims))
    .setProtectedHeader({ alg: "HS256" })
    .sign(new TextEncoder().encode(secret));

export interface KeyPair {
  /** What the vendor publishes. */
  readonly jwks: JSONWebKeySet;
  sign(claims?: TokenClaims): Promise<string>;
}

export async function createKeyPair(kid: string): Promise<KeyPair> {
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  return {
    jwks: { keys: [{ ...(await exportJWK(publicKey)), kid, alg: "RS256", use: "sig" }] },
    sign: (claims = {}) =>
      new SignJWT(createClaims(claims)).setProtectedHeader({ alg: "RS256", kid }).sign(privateKey),
  };
}
