import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { KeyOptions } from "../keys/keys.ts";
import { checkSecrets } from "../keys/secrets.ts";
import { EXPECTED_ORIGIN, isOrigin } from "./names.ts";
import { readProduct } from "./readProduct.ts";

const origin = z.string().refine(isOrigin, { error: EXPECTED_ORIGIN });

const jwk = z.looseObject({ kty: z.string() });
const tokens = z.union([
  z.strictObject({ secret: z.string() }),
  z.strictObject({ jwks: z.union([z.url(), z.object({ keys: z.array(jwk) })]) }),
]);

const shape = z.record(
  z.string().min(1),
  z.strictObject({
    origins: z.array(origin).default([]),
    secret: z.string().optional(),
    secrets: z.record(z.string().regex(/^[\w.@-]{1,64}$/), z.string()).optional(),
    tokens: tokens.optional(),
    rate: z.strictObject({ perSecond: z.number().positive(), burst: z.number().positive() }).optional(),
    config: z.string().optional(),
  }),
);

/**
 * The keys in the file at `path`, by write key.
 * @throws {Error} naming the place in it that is wrong.
 */
export async function readKeys(path: string): Promise<Readonly<Record<string, KeyOptions>>> {
  const parsed = shape.safeParse(JSON.parse(await readFile(path, "utf8")));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`${path}: ${issue?.path.join(".")}: ${issue?.message}`);
  }
  check(path, parsed.data);
  const entries = Object.entries(parsed.data).map(([writeKey, { config, ...key }]) => {
    const product = config === undefined ? {} : readProduct(config);
    return [writeKey, { ...key, ...product }] as const;
  });
  return Object.fromEntries(entries);
}

function check(path: string, keys: Readonly<Record<string, Pick<KeyOptions, "secret" | "secrets">>>): void {
  try {
    checkSecrets(keys);
  } catch (cause) {
    throw new Error(`${path}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}
