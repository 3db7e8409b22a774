import { createHash, timingSafeEqual } from "node:crypto";
import type { HttpBindings } from "@hono/node-server";
import type { MiddlewareHandler } from "hono";
import { basicAuth } from "hono/basic-auth";
import { createRateLimit, type RateOptions } from "../lib/rateLimit.ts";
import { Refusal } from "../lib/refusal.ts";
import { getAddress } from "./address.ts";

/** Wrong passwords of one address: who has to type it is wrong a few times, and who guesses wants thousands. */
const WRONG: RateOptions = { perSecond: 0.5, burst: 10 };
/** Milliseconds between two lines about it. */
const SILENCE = 60_000;

export interface OperatorOptions {
  /** Left out, nobody is asked. */
  readonly password?: string | undefined;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Proxies in front that are trusted to say who came to them. */
  readonly proxies?: number | undefined;
  readonly onRefused: (code: "password-wrong" | "rate-exceeded") => void;
  readonly write: (line: string) => void;
}

/**
 * Lets only those in who know the password; a browser asks for it by itself. The user name is theirs to choose.
 * `undefined` where there is no password.
 */
export function askOperator(
  options: OperatorOptions,
): MiddlewareHandler<{ Bindings: HttpBindings }> | undefined {
  const { password, now, proxies = 0, onRefused } = options;
  if (password === undefined) return undefined;
  const limit = createRateLimit(now);
  const tell = createTeller(options);
  return basicAuth({
    realm: "Mission Control",
    verifyUser(_, given, c) {
      const shares = [{ name: getAddress(c.env.incoming, proxies), rate: WRONG }];
      const wait = limit.takeAll(shares, 1);
      if (wait > 0) {
        onRefused("rate-exceeded");
        throw new Refusal("rate-exceeded", wait);
      }
      const isRight = isSame(given, password);
      if (isRight) limit.giveAll(shares, 1);
      else tell();
      return isRight;
    },
  });
}

/** Counts each one, and says so now and then, without what was given: it may be the right one with a letter too many. */
function createTeller({ now, onRefused, write }: OperatorOptions): () => void {
  let told = Number.NEGATIVE_INFINITY;
  return () => {
    onRefused("password-wrong");
    if (Math.abs(now() - told) < SILENCE) return;
    told = now();
    write("Somebody gave a wrong password for Mission Control; the metrics count how often");
  };
}

/** Compared by hash: of one length, and in a time that tells nothing. */
function isSame(given: string, wanted: string): boolean {
  const hash = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(given), hash(wanted));
}
