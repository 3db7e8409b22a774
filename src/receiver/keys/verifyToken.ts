import {
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  errors,
  type JSONWebKeySet,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from "jose";
import { z } from "zod";
import { makeStorable } from "../lib/storable.ts";
import { createKeySet, type KeySetOptions } from "./keySet.ts";

/** How a vendor signs: HS256 with a shared secret, or RS256 with the keys at an address or in a set. */
export type TokenOptions = { readonly secret: string } | { readonly jwks: string | JSONWebKeySet };

/** Whom a token speaks for. */
export interface Claims {
  readonly user: string;
  /** Accounts that the user is a member of; nothing else says so. */
  readonly accounts: readonly string[];
  /** Epoch milliseconds. */
  readonly expires: number;
}

export type TokenCode = "token-invalid" | "token-expired";

export class TokenError extends Error {
  override readonly name = "TokenError";

  constructor(
    readonly code: TokenCode,
    options?: ErrorOptions,
  ) {
    super(code, options);
  }
}

export interface Verification {
  /** Epoch milliseconds. */
  readonly now: number;
  /** For how many milliseconds after its expiry a token is still taken. @default 0 */
  readonly grace?: number;
}

/**
 * @throws {TokenError} where the token is not to be believed. Any other error means that it could not be
 * told, because the key set did not come.
 */
export type VerifyToken = (token: string, when: Verification) => Promise<Claims>;

/** A longer life would make a stolen token worth stealing: 1 hour. */
const LONGEST_LIFE = 3_600;
/** How far the clock of who signs may be ahead of ours. */
const AHEAD = 60;
/** HS256 is as strong as its secret; RFC 7518 asks for as many bytes as the hash has. */
const SHORTEST_SECRET = 32;
/** Characters; a hundred accounts have room in it. */
export const LONGEST_TOKEN = 8_192;

const id = z.string().min(1).max(256);
const shape = z.object({
  sub: id,
  accounts: z.array(id).max(100).default([]),
  iat: z.number(),
  exp: z.number(),
  nbf: z.number().optional(),
});

/**
 * Verifies tokens made for `audience`. Which algorithm is taken depends on the options alone and never on the token, so
 * that nobody signs with a public key as if it were a secret.
 * @throws {RangeError} where the secret is shorter than 32 bytes.
 */
export function createVerifier(
  options: TokenOptions,
  audience: string,
  keySet: KeySetOptions = { now: Date.now, onChange: console.error },
): VerifyToken {
  const [algorithm, key] =
    "secret" in options
      ? (["HS256", toSecret(options.secret)] as const)
      : (["RS256", toKeySet(options.jwks, keySet)] as const);
  return async (token, { now, grace = 0 }) => {
    checkForm(token, algorithm);
    const settings = {
      algorithms: [algorithm],
      audience,
      currentDate: new Date(now),
      clockTolerance: Math.floor(grace / 1000),
    };
    const { payload } = await (typeof key === "function"
      ? jwtVerify(token, key, settings)
      : jwtVerify(token, key, settings)
    ).catch(refuse);
    return readClaims(payload, now / 1000);
  };
}

/** Before anything is fetched or computed for it: what anybody can make up costs no more than a look. */
function checkForm(token: string, algorithm: string): void {
  if (token.length > LONGEST_TOKEN) throw new TokenError("token-invalid");
  try {
    if (decodeProtectedHeader(token).alg === algorithm && decodeJwt(token).sub) return;
  } catch (cause) {
    throw new TokenError("token-invalid", { cause });
  }
  throw new TokenError("token-invalid");
}

function readClaims(payload: JWTPayload, now: number): Claims {
  const parsed = shape.safeParse(payload);
  if (!parsed.success) throw new TokenError("token-invalid", { cause: parsed.error });
  const { sub, accounts, iat, exp, nbf = iat } = parsed.data;
  const isShortLived = exp > iat && exp - iat <= LONGEST_LIFE;
  if (!isShortLived || iat > now + AHEAD || nbf > now + AHEAD) throw new TokenError("token-invalid");
  // As their events are stored.
  const toStored = (text: string): string => String(makeStorable(text));
  return { user: toStored(sub), accounts: accounts.map(toStored), expires: exp * 1000 };
}

/** What is wrong with the token itself; all other errors are those of the way to its key. */
const FAULTS = [
  errors.JWTClaimValidationFailed,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
];

function refuse(cause: unknown): never {
  if (cause instanceof errors.JWTExpired) throw new TokenError("token-expired", { cause });
  if (FAULTS.some((fault) => cause instanceof fault)) throw new TokenError("token-invalid", { cause });
  throw cause;
}

function toSecret(secret: string): Uint8Array {
  const bytes = new TextEncoder().encode(secret);
  if (bytes.length >= SHORTEST_SECRET) return bytes;
  throw new RangeError(`A secret that signs tokens has to have ${SHORTEST_SECRET} bytes`);
}

function toKeySet(jwks: string | JSONWebKeySet, options: KeySetOptions): JWTVerifyGetKey {
  if (typeof jwks !== "string") return createLocalJWKSet(jwks);
  const url = new URL(jwks);
  const isSafe = url.protocol === "https:" || ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  if (!isSafe) throw new RangeError(`${jwks} has to be an https address`);
  return createKeySet(url.href, options);
}
