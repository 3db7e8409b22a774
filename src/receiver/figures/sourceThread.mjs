/**
 * Starts the thread from its source: a thread begins without the loader that reads TypeScript, which takes it a second.
 * Tests start many, and have bundled it once (`tests/helpers/bundles.ts`). The package has the thread as JavaScript and
 * needs none of this.
 */
const bundles = process.env.MILEPOST_BUNDLES;
if (bundles === undefined) {
  const { register } = await import("tsx/esm/api");
  register();
  await import("./thread.ts");
} else {
  await import(`${bundles}/thread.js`);
}
