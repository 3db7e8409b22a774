import { readFile } from "node:fs/promises";
import { z } from "zod";
import { createCounterCompiler } from "../../sdk/config/compile/compileCounters.ts";
import { eventFilter } from "../../sdk/config/conditionSchema.ts";
import { isSecret } from "../webhooks/sign.ts";
import type { Webhook } from "../webhooks/webhook.ts";

const secret = z.string().refine(isSecret, {
  error: "expected whsec_ and 24 to 64 bytes in base64, as of: openssl rand -base64 32",
});

const address = z.url({
  protocol: /^https?$/,
  error: "expected an address like https://hooks.acme.example/",
});

const shape = z.record(
  z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, { error: "expected a name of letters, digits, - and _" }),
  z
    .strictObject({
      url: address,
      secrets: z.array(secret).min(1).max(4),
      events: z.array(z.union([z.string().min(1), eventFilter])).min(1),
      keys: z.array(z.string().min(1)).optional(),
      private: z.boolean().default(false),
      unverified: z.boolean().default(false),
    })
    .refine((webhook) => webhook.private || webhook.url.startsWith("https:"), {
      path: ["url"],
      error: "expected https, as what is sent tells of people; http is taken where it may be private",
    }),
);

/**
 * The webhooks in the file at `path`.
 * @throws {Error} naming the place in it that is wrong.
 */
export async function readWebhooks(path: string): Promise<readonly Webhook[]> {
  const parsed = shape.safeParse(JSON.parse(await readFile(path, "utf8")));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`${path}: ${issue?.path.join(".")}: ${issue?.message}`);
  }
  return Object.entries(parsed.data).map(([name, { url, secrets, keys, unverified, ...webhook }]) => {
    const compiler = createCounterCompiler("user");
    for (const one of webhook.events) compiler.compileCounter(typeof one === "string" ? { event: one } : one);
    const events = [...compiler.counters.values()];
    return { name, url, secrets, keys, unverified, events, isPrivate: webhook.private };
  });
}
