import { totalmem } from "node:os";
import { Worker } from "node:worker_threads";
import type { Config } from "../../sdk/config/schema.ts";
import { startNoting, stopNoting } from "../database/circles.ts";
import { type Database, DatabaseUnavailable, LONG_PATIENCE_MS, type Row } from "../database/database.ts";
import { runAll } from "../database/following.ts";
import { keepAnswers } from "./keepAnswers.ts";
import { createReady } from "./makeReady.ts";
import type { Answer, FromThread, KeyData, Question, StandingChange, ThreadData, ToThread } from "./port.ts";

/** The report's figures, kept up to date. */
export interface Figures {
  /** @throws {DatabaseUnavailable} where the thread has no answer. @throws {Refusal} where too many wait for it. */
  ask(question: Question): Promise<Answer>;
  /** Rows were stored. */
  note(): void;
  /** Somebody was erased. */
  forget(): void;
  stop(): Promise<void>;
}

export interface FiguresOptions {
  readonly database: Database;
  /** Of a PostgreSQL, for a connection of its own; left out, its statements go through `database`. */
  readonly databaseUrl: string | undefined;
  readonly config: Config | undefined;
  readonly keys: Readonly<Record<string, KeyData>> | undefined;
  /** Forgets what was made, and makes it from the events. */
  readonly rebuild?: boolean | undefined;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Told at most once a second that figures are other ones than before. */
  readonly onMade: () => void;
  /** Stores that accounts stand otherwise, each once however often it comes. */
  readonly onStanding: (writeKey: string, changes: readonly StandingChange[]) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/** Between two messages that rows have come. */
const GATHER = 250;

const hasConfig = ({ config, keys }: Pick<FiguresOptions, "config" | "keys">): boolean =>
  Object.values(keys ?? {}).some((key) => key.config) ||
  (config !== undefined && (!keys || Object.values(keys).some((key) => key.config === undefined)));

/** `undefined` where no write key has a config: nothing is noted then either. */
export async function startFigures(options: FiguresOptions): Promise<Figures | undefined> {
  const { database, config, keys, rebuild } = options;
  if (!hasConfig(options)) {
    await stopNoting(database);
    return undefined;
  }
  await startNoting(database, rebuild);
  const data: ThreadData = {
    config,
    keys,
    databaseUrl: options.databaseUrl,
    holder: crypto.randomUUID(),
    ahead: options.now() - Date.now(),
  };
  const figures = createFigures(startThread(data), options);
  const { ask, forget } = keepAnswers({ ask: figures.ask, onLate: options.onMade });
  const makeReady = createReady(ask);
  makeReady();
  return {
    ...figures,
    ask,
    forget() {
      forget();
      figures.note();
      makeReady();
    },
  };
}

function startThread(workerData: ThreadData): Worker {
  const isSource = import.meta.url.endsWith(".ts");
  return new Worker(new URL(isSource ? "./sourceThread.mjs" : "./thread.js", import.meta.url), {
    workerData,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB, maxOldGenerationSizeMb: getRoom() },
  });
}

/** A look at all people makes many rows that are soon over: with less room they are moved about instead. */
const YOUNG_MB = 64;

/** Megabytes of what is held of all people: most of the machine's memory, and never less than Node would give. */
const getRoom = (): number => Math.max(2_048, Math.floor((0.7 * totalmem()) / 1_048_576));

interface Asked {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

function createFigures(worker: Worker, options: FiguresOptions): Omit<Figures, "forget"> {
  const { now, onMade, onError } = options;
  const asked = new Map<number, Asked>();
  let count = 0;
  let timer: NodeJS.Timeout | undefined;
  let end: Error | undefined;
  let stopped = (): void => {};

  const send = (message: ToThread): void => worker.postMessage(message);
  const getAhead = (): number => now() - Date.now();

  function fail(cause: unknown): void {
    end ??= new DatabaseUnavailable("The thread of the figures is gone", { cause });
    for (const { reject } of asked.values()) reject(end);
    asked.clear();
    stopped();
  }

  worker.on("message", (message: FromThread) => {
    switch (message.kind) {
      case "query":
      case "write":
      case "raise":
        return void serve(message, options).then(send);
      case "answer": {
        const one = asked.get(message.id);
        asked.delete(message.id);
        if (message.error === undefined) one?.resolve(message.answer ?? null);
        else one?.reject(new DatabaseUnavailable(message.error));
        return;
      }
      case "made":
        return onMade();
      case "failed":
        return onError(new Error(message.error));
      case "stopped":
        return stopped();
      default:
        return message satisfies never;
    }
  });
  worker.on("error", (error) => {
    onError(error);
    fail(error);
  });
  worker.on("exit", () => fail(undefined));

  return {
    ask(question) {
      if (end) return Promise.reject(end);
      count += 1;
      const id = count;
      return new Promise((resolve, reject) => {
        asked.set(id, { resolve, reject });
        send({ kind: "ask", id, question, ahead: getAhead() });
      });
    },
    note() {
      timer ??= setTimeout(() => {
        timer = undefined;
        send({ kind: "changed", ahead: getAhead() });
      }, GATHER);
    },
    async stop() {
      clearTimeout(timer);
      if (!end) {
        const isOver = new Promise<void>((resolve) => {
          stopped = resolve;
        });
        send({ kind: "stop" });
        await isOver;
      }
      await worker.terminate();
    },
  };
}

type Served = FromThread & { readonly kind: "query" | "write" | "raise" };

/** What the thread has asked for, as the answer that it waits for. */
async function serve(message: Served, options: FiguresOptions): Promise<ToThread> {
  try {
    return { kind: "rows", id: message.id, rows: await run(message, options) };
  } catch (error) {
    return { kind: "rows", id: message.id, error: String(error) };
  }
}

async function run(message: Served, { database, onStanding }: FiguresOptions): Promise<Row[]> {
  switch (message.kind) {
    case "query":
      return database.transaction(({ query }) => query(message.sql, message.params), LONG_PATIENCE_MS);
    case "write":
      return database.transaction((queries) => runAll(queries, message.statements), LONG_PATIENCE_MS);
    case "raise":
      await onStanding(message.key, message.changes);
      return [];
    default:
      return message satisfies never;
  }
}
