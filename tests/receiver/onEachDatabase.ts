import { afterAll, beforeAll, beforeEach, describe } from "vitest";
import {
  type ReceiverOptions,
  type RunningReceiver,
  startReceiver,
} from "../../src/receiver/startReceiver.ts";
import { EMPTY } from "../helpers/emptyDatabase.ts";
import { type Fields, getHeld, post } from "./receiver.ts";
import { findPostgres, startPostgres, type TemporaryPostgres } from "./temporaryPostgres.ts";

/** The one origin whose pages may send. */
export const ORIGIN = "https://app.acme.example";

export interface Receiver {
  readonly url: () => string;
  /** Of the PostgreSQL server; `undefined` on the embedded database. */
  readonly databaseUrl: () => string | undefined;
  /** Another one for each test, so that tests do not meet. */
  readonly writeKey: () => string;
  /** Posts a batch and resolves to its reply with the status beside. */
  send(events: readonly unknown[], around?: Fields): Promise<Reply>;
  /** Properties of the rows of this event. */
  getRows(event: string): Promise<unknown[]>;
  /** Times of the rows of this event, in epoch milliseconds. */
  getTime(event: string): Promise<number[]>;
}

interface Reply {
  readonly status: number;
  readonly accepted: string[];
  readonly rejected: unknown[];
}

const programs = findPostgres();
export const databases: ReadonlyArray<{ readonly name: string; readonly programs?: string }> = [
  { name: "the embedded database" },
  ...(programs === undefined ? [] : [{ name: "a PostgreSQL server", programs }]),
];

/** The same promises on the embedded database and, where its programs are on this machine, on a PostgreSQL server. */
export function describeOnEachDatabase(
  title: string,
  tests: (receiver: Receiver) => void,
  options: Partial<ReceiverOptions> = {},
): void {
  describe.each(databases)(`${title}, on $name`, (database) => {
    let postgres: TemporaryPostgres | undefined;
    let collector: RunningReceiver;
    let count = 0;

    beforeAll(async () => {
      if (database.programs !== undefined) postgres = await startPostgres(database.programs);
      const databaseUrl = postgres && { databaseUrl: postgres.url };
      const given = { port: 0, origins: [ORIGIN], dataDir: EMPTY, ...databaseUrl };
      collector = await startReceiver({ ...given, ...options });
    });
    afterAll(async () => {
      await collector?.close();
      postgres?.stop();
    });
    beforeEach(() => {
      count += 1;
    });
    tests(
      createReceiver(
        () => collector.url,
        () => postgres?.url,
        () => `key-${count}`,
      ),
    );
  });
}

function createReceiver(
  url: () => string,
  databaseUrl: () => string | undefined,
  writeKey: () => string,
): Receiver {
  const getHeldOf = async (event: string) => (await getHeld(url())).rows.filter((row) => row.event === event);
  return {
    url,
    databaseUrl,
    writeKey,
    async send(events, around = {}) {
      const reply = await post(`${url()}/v1/batch`, { writeKey: writeKey(), batch: events, ...around });
      return { status: reply.status, ...(await reply.json()) };
    },
    getRows: async (event) => (await getHeldOf(event)).map((row) => row.properties),
    getTime: async (event) => (await getHeldOf(event)).map((row) => Date.parse(row.at)),
  };
}
