import { decodeJwt } from "jose";
import { LONGEST_TOKEN, TokenError } from "./verifyToken.ts";

/**
 * The write keys that a token says it is for. Nothing is believed by that: it only says with which key the token is to
 * be verified, and that fails where it lies.
 * @throws {TokenError} where it is no token, or is for nobody.
 */
export function readAudience(token: string): readonly string[] {
  const audience = toList(decode(token)).filter((one) => typeof one === "string");
  if (audience.length === 0) throw new TokenError("token-invalid");
  return audience;
}

/** Whatever somebody has written there. */
function decode(token: string): unknown {
  if (token.length > LONGEST_TOKEN) throw new TokenError("token-invalid");
  try {
    return decodeJwt(token).aud;
  } catch (cause) {
    throw new TokenError("token-invalid", { cause });
  }
}

const toList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
