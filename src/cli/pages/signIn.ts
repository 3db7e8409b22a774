import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { BrowserContext, Page } from "playwright-core";
import { CommandError, tryFile } from "../commandError.ts";

/** A vendor's own way to sign in. */
export type SignIn = (page: Page, given: { readonly base: string }) => unknown;

/** @throws {CommandError} where the file is not there, or gives no function. */
export async function readSignIn(file: string): Promise<SignIn> {
  tryFile(file, () => readFileSync(file));
  const { default: signIn } = (await import(pathToFileURL(resolve(file)).href)) as {
    readonly default?: unknown;
  };
  if (typeof signIn === "function") return signIn as SignIn;
  throw new CommandError(
    `${file}: found no function as its default export, expected export default async (page, { base }) => { ... }`,
  );
}

/** @throws {CommandError} with what it throws. */
export async function runSignIn(
  context: BrowserContext,
  signIn: SignIn,
  file: string,
  base: string,
): Promise<void> {
  const page = await context.newPage();
  try {
    await signIn(page, { base });
  } catch (error) {
    throw new CommandError(`${file}: did not sign in: ${(error as Error).message}`);
  }
  await page.close();
}
