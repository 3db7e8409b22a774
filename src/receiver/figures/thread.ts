/**
 * The thread in which figures are made and asked for: a look at all people takes hundreds of milliseconds, in which
 * nobody else is to wait. What it is told and tells is in `port.ts`.
 */
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { createFollower, type Followed } from "./follower.ts";
import { createHoldings } from "./holdings.ts";
import { openSteps } from "./openSteps.ts";
import { createLine, type FromThread, type ThreadData, type ToThread } from "./port.ts";
import { createProduct } from "./product.ts";
import { createRounds } from "./rounds.ts";
import { tellStandings } from "./tellStandings.ts";
import { createDesk } from "./views/desk.ts";

const port = parentPort as MessagePort;
const { config, keys, databaseUrl, holder, ahead: given } = workerData as ThreadData;
const MINUTE = 60_000;
let ahead = given;
const clock = (): number => Date.now() + ahead;
const minute = (): number => Math.floor(clock() / MINUTE) * MINUTE;

const tell = (message: FromThread): void => port.postMessage(message);
const line = createLine(port);
const steps = await openSteps(line, databaseUrl);
const products = new Map<string, Followed | undefined>();
const getFollowed = (writeKey: string): Followed | undefined => {
  if (!products.has(writeKey)) products.set(writeKey, createFollowed(writeKey));
  return products.get(writeKey);
};
const shared = config && createProduct(config);

function createFollowed(writeKey: string): Followed | undefined {
  const key = keys?.[writeKey];
  if (keys && !key) return undefined;
  const product = key?.config === undefined ? shared : (key.config && createProduct(key.config)) || undefined;
  return product && { product, verified: key?.verified ?? false };
}

const holdings = createHoldings({ steps, getProduct: (writeKey) => getFollowed(writeKey)?.product });
const follower = createFollower({
  steps,
  holder,
  getFollowed,
  writeKeys: keys && Object.keys(keys).filter((writeKey) => getFollowed(writeKey)),
  now: minute,
  onMade: (writeKey, made) =>
    tellStandings(steps, {
      writeKey,
      product: getFollowed(writeKey)!.product,
      circles: made.flatMap(({ circle }) => circle?.facts ?? []),
      raise: async (key, changes) => void (await line.ask({ kind: "raise", key, changes })),
      now: clock(),
    }),
});
const rounds = createRounds({
  follower,
  holdings,
  now: clock,
  onMade: () => tell({ kind: "made" }),
  onError: (error) => tell({ kind: "failed", error: String(error) }),
});
const firstKey = Object.keys(keys ?? {}).find((writeKey) => getFollowed(writeKey)) ?? "";
const desk = createDesk({ steps, holdings, getFollowed, firstKey, now: minute });

port.on("message", async (message: ToThread) => {
  switch (message.kind) {
    case "rows":
      return line.settle(message);
    case "changed":
      ahead = message.ahead;
      return rounds.ask();
    case "ask":
      // The clock was set anew: what it is time for by now is not to wait for the timer.
      if (Math.abs(message.ahead - ahead) > MINUTE) rounds.ask();
      ahead = message.ahead;
      try {
        await rounds.refresh();
        tell({ kind: "answer", id: message.id, answer: await desk.answer(message.question) });
      } catch (error) {
        tell({ kind: "answer", id: message.id, error: String(error) });
      }
      return;
    case "stop":
      await rounds.stop();
      // Where the database is gone, its time ends by itself.
      await follower.leave().catch(() => {});
      await steps.close();
      return tell({ kind: "stopped" });
    default:
      return message satisfies never;
  }
});
rounds.ask();
