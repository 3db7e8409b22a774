import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { UnsecuredJWT } from "jose";
import { describe, expect, it } from "vitest";
import { createVerifier } from "../../src/receiver/keys/verifyToken.ts";
import { createClaims, createKeyPair, SHARED_SECRET, signToken, type TokenClaims } from "./signing.ts";

const HOUR = 3_600;
const DAY = 24 * HOUR;
const NOW = Math.floor(Date.now() / 1000);
const verify = createVerifier({ secret: SHARED_SECRET }, "acme");
const when = { now: NOW * 1000 };

describe("a token", () => {
  it("says who the user is, in which accounts, and until when", async () => {
    expect(await verify(await signToken({ iat: NOW, exp: NOW + HOUR }), when)).toEqual({
      user: "ana",
      accounts: ["studio"],
      expires: (NOW + HOUR) * 1000,
    });
  });

  it("need not name accounts", async () => {
    expect((await verify(await signToken({ accounts: undefined }), when)).accounts).toEqual([]);
  });

  it.each<[title: string, claims: TokenClaims, code: string]>([
    ["for another write key", { aud: "other" }, "token-invalid"],
    ["for nobody", { sub: undefined }, "token-invalid"],
    ["for an empty name", { sub: "" }, "token-invalid"],
    ["without an audience", { aud: undefined }, "token-invalid"],
    ["without an end", { exp: undefined }, "token-invalid"],
    ["without a beginning", { iat: undefined }, "token-invalid"],
    ["that lives for longer than an hour", { iat: NOW, exp: NOW + HOUR + 1 }, "token-invalid"],
    ["that ends before it begins", { iat: NOW + 50, exp: NOW + 40 }, "token-invalid"],
    ["from the future", { iat: NOW + 120, exp: NOW + HOUR }, "token-invalid"],
    ["that is to be used later", { nbf: NOW + 120 }, "token-invalid"],
    ["whose accounts are no list", { accounts: "studio" }, "token-invalid"],
    [
      "with a thousand accounts",
      { accounts: Array.from({ length: 1_000 }, (_, n) => `${n}`) },
      "token-invalid",
    ],
    ["that expired a second ago", { iat: NOW - HOUR, exp: NOW - 1 }, "token-expired"],
  ])("%s is refused", async (_, claims, code) => {
    await expect(verify(await signToken(claims), when)).rejects.toMatchObject({ code });
  });

  it.each<[title: string, token: () => Promise<string> | string]>([
    ["signed with another secret", () => signToken({}, "another secret, as long as the first one is")],
    ["without a signature", () => new UnsecuredJWT(createClaims()).encode()],
    ["that is none", () => "ana"],
    ["whose claims were changed", async () => swapClaims(await signToken(), { sub: "ben" })],
  ])("%s is refused", async (_, create) => {
    await expect(verify(await create(), when)).rejects.toMatchObject({ code: "token-invalid" });
  });

  it("that expired is taken for 7 days where that is asked for, and no longer", async () => {
    const expired = (ago: number) => signToken({ iat: NOW - ago - HOUR, exp: NOW - ago });
    const late = { ...when, grace: 7 * DAY * 1000 };
    expect((await verify(await expired(7 * DAY - 60), late)).expires).toBe((NOW - 7 * DAY + 60) * 1000);
    await expect(verify(await expired(7 * DAY + 60), late)).rejects.toMatchObject({ code: "token-expired" });
  });

  it("has no grace at its other end", async () => {
    const late = { ...when, grace: 7 * DAY * 1000 };
    await expect(verify(await signToken({ nbf: NOW + DAY }), late)).rejects.toMatchObject({
      code: "token-invalid",
    });
  });
});

describe("a token signed with a private key", () => {
  it("is verified by the public one", async () => {
    const { jwks, sign } = await createKeyPair("first");
    expect((await createVerifier({ jwks }, "acme")(await sign(), when)).user).toBe("ana");
  });

  it("is refused where another pair signed it, or the public key was used as a secret", async () => {
    const [own, other] = [await createKeyPair("first"), await createKeyPair("first")];
    const verifyOwn = createVerifier({ jwks: own.jwks }, "acme");
    await expect(verifyOwn(await other.sign(), when)).rejects.toMatchObject({ code: "token-invalid" });
    const confused = await signToken({}, JSON.stringify(own.jwks.keys[0]));
    await expect(verifyOwn(confused, when)).rejects.toMatchObject({ code: "token-invalid" });
  });

  it("is verified by the set at an address, which is asked for once", async () => {
    const { jwks, sign } = await createKeyPair("first");
    let asked = 0;
    const server = createServer((_, reply) => {
      asked += 1;
      reply.setHeader("content-type", "application/json").end(JSON.stringify(jwks));
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    const verifyRemote = createVerifier({ jwks: `http://127.0.0.1:${port}/keys` }, "acme");
    for (const sub of ["ana", "ben", "cleo"]) {
      expect((await verifyRemote(await sign({ sub }), when)).user).toBe(sub);
    }
    expect(asked).toBe(1);
    server.close();
  });

  it("is neither believed nor refused while its set cannot be had", async () => {
    const { sign } = await createKeyPair("first");
    const verifyGone = createVerifier({ jwks: "http://127.0.0.1:9/keys" }, "acme");
    const error = await verifyGone(await sign(), when).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toHaveProperty("code", expect.stringMatching(/^token-/));
  });
});

describe("what verifies tokens", () => {
  it.each([
    ["a short secret", { secret: "short" }],
    ["a set that anybody on the way may change", { jwks: "http://keys.acme.example/set" }],
  ])("does not start with %s", (_, options) => {
    expect(() => createVerifier(options, "acme")).toThrow(RangeError);
  });
});

function swapClaims(token: string, claims: TokenClaims): string {
  const [header, , signature] = token.split(".");
  const payload = Buffer.from(JSON.stringify(createClaims(claims))).toString("base64url");
  return `${header}.${payload}.${signature}`;
}
