import { randomBytes } from "node:crypto";
import { SignJWT } from "jose";

/** What a vendor's server does: it says who a user is, in a way that nobody else can. */
export interface Signing {
  /** What the receiver knows it by. */
  readonly secret: string;
  /** A token of that user, for an hour. */
  sign(user: string): Promise<string>;
}

export function createSigning(writeKey: string): Signing {
  const secret = randomBytes(32).toString("hex");
  return {
    secret,
    sign: (user) =>
      new SignJWT({})
        .setProtectedHeader({ alg: "HS256" })
        .setAudience(writeKey)
        .setSubject(user)
        .setIssuedAt()
        .setExpirationTime("1h")
        .sign(Buffer.from(secret)),
  };
}
