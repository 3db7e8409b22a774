import { Worker } from "node:worker_threads";
import { DatabaseUnavailable, type Queries, type Row } from "./database.ts";

export interface WorkerQueries extends Queries {
  close(): Promise<void>;
}

interface Answer {
  readonly id: number;
  readonly rows?: Row[];
  readonly error?: { readonly message: string; readonly code?: string };
}

interface Asked {
  resolve(rows: Row[]): void;
  reject(error: Error): void;
}

/** A PGlite in a thread. @throws where the folder cannot be opened. */
export async function startWorker(dataDir: string): Promise<WorkerQueries> {
  const worker = new Worker(new URL("./embeddedWorker.mjs", import.meta.url), { workerData: { dataDir } });
  const asked = new Map<number, Asked>();
  let count = 0;
  let end: Error | undefined;

  worker.on("message", ({ id, rows = [], error }: Answer) => {
    const one = asked.get(id);
    asked.delete(id);
    if (error === undefined) one?.resolve(rows);
    else one?.reject(Object.assign(new Error(error.message), { code: error.code }));
  });
  worker.on("error", fail);
  worker.on("exit", () => fail(new Error("Its thread has ended")));

  function fail(cause: Error): void {
    end ??= new DatabaseUnavailable("The embedded database is gone", { cause });
    for (const { reject } of asked.values()) reject(end);
    asked.clear();
  }

  /** `id` 0 is the answer to its start. */
  const wait = (id: number): Promise<Row[]> =>
    new Promise((resolve, reject) => {
      if (end) reject(end);
      else asked.set(id, { resolve, reject });
    });

  function ask(message: { readonly sql?: string; readonly params?: unknown[] }): Promise<Row[]> {
    count += 1;
    const answer = wait(count);
    worker.postMessage({ id: count, ...message });
    return answer;
  }

  await wait(0).catch(async (error: unknown) => {
    await worker.terminate();
    throw error;
  });
  return {
    query: <R extends Row>(sql: string, params: readonly unknown[] = []) =>
      ask({ sql, params: [...params] }) as Promise<R[]>,
    async close() {
      await ask({});
      await worker.terminate();
    },
  };
}
