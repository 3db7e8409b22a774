import { SignJWT } from "jose";

/** Tells the receiver who somebody is: signed on the vendor's server, for their own session. */
export const signToken = (secret: string, user: string, account: string): Promise<string> =>
  new SignJWT({ accounts: [account] })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(user)
    .setAudience("acme")
    .setIssuedAt()
    .setExpirationTime("1h")
    .sign(new TextEncoder().encode(secret));
