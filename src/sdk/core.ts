import { createBrowserWorld } from "./createBrowserWorld.ts";
import type { Consent } from "./domain/plan.ts";
import { isMilepostError, MilepostError } from "./errors.ts";
import { loadPlan } from "./loadPlan.ts";
import { measure } from "./measure.ts";
import type { InitOptions } from "./milepost.ts";
import { createRun, type Run, type RunOptions } from "./run.ts";
import type { World } from "./world.ts";

export interface StartOptions extends Pick<RunOptions, "onReport" | "onProgress" | "onError" | "onFault"> {
  readonly options: InitOptions;
  /** What the address of a config answers, where there is one. */
  readonly reply: Promise<Response> | undefined;
  /** One line for whoever builds the page. */
  warn(line: string): void;
  /** What the user has consented to, once that is known; `given` is what the page or the config says of it. */
  whenConsented(given: Consent | undefined): Promise<Consent>;
}

/**
 * Starts to guide the person at this page; `undefined` where that is not wanted.
 * @throws {MilepostError} where the config is missing or wrong.
 */
export async function start(
  { options, reply, warn, whenConsented, ...listeners }: StartOptions,
  world: World = createBrowserWorld(),
): Promise<Run | undefined> {
  const { config } = options;
  const name = reply ? config : "config";
  const { plan, leftOut } = await loadPlan(config, reply, world.chunks).catch((cause) => {
    throw isMilepostError(cause)
      ? new MilepostError(cause.code, `${name}: ${cause.message}`, { cause })
      : cause;
  });
  for (const { path, message } of leftOut) warn(`${name}: ${path}: ${message}`);
  const consent = await whenConsented(options.consent ?? plan.consent);
  if (consent === "none") return undefined;
  return measure("init", () => createRun({ plan, consent, options, world, ...listeners }));
}
