import { decodeJwt } from "jose";
import { TokenError } from "./verifyToken.ts";

/**
 * The write keys that a token says it is for. Nothing is believed by that: it only says with which key the token is to
 * be verified, and that fails where it lies.
 * @throws {TokenError} where it is no token.
 */
export function readAudience(token: string): readonly string[] {
  try {
    const { aud } = decodeJwt(token);
    return typeof aud === "string" ? [aud] : (aud ?? []);
  } catch (cause) {
    throw new TokenError("token-invalid", { cause });
  }
}
