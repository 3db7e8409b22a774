import { createMilepost } from "../sdk/instance/createMilepost.ts";
import type { Host } from "../sdk/instance/host.ts";
import { createUuid } from "../sdk/lib/uuid.ts";
import type { InitOptions, Milepost } from "../sdk/milepost.ts";
import { start } from "../sdk/runtime/core.ts";
import type { World } from "../sdk/runtime/world.ts";
import { assumeConsent } from "./assumeConsent.ts";
import { act } from "./flush.ts";

/** Nobody is there: the world's transport keeps what is posted. */
const ENDPOINT = { endpoint: "https://endpoint.example/v1/batch", writeKey: "test" };

export interface Started {
  readonly milepost: Milepost;
  /** The lines on the console. */
  readonly said: readonly string[];
}

/** @throws what keeps it from starting. */
export async function startMilepost(world: World, options: InitOptions): Promise<Started> {
  const said: string[] = [];
  let fault: Error | undefined;
  const milepost = createMilepost(() => createTestHost(world, (line) => said.push(line)));
  const undo = milepost.on("error", (error) => (fault = error));
  await act(() => milepost.init({ ...ENDPOINT, ...options }));
  undo();
  if (fault && !milepost.progress()) throw fault;
  return { milepost, said };
}

const createTestHost = (world: World, warn: Host["warn"]): Host => ({
  warn,
  now: world.clock.now,
  createId: () => createUuid(world.clock.now(), world.random),
  pendingCalls: () => ({ allow() {}, forget() {}, drain: () => [], stop() {} }),
  fetch: () => Promise.reject(new Error("a test has no network: give the config itself")),
  core: async () => ({
    start: ({ options, ...given }) => start({ options: assumeConsent(options), ...given }, world),
  }),
});
