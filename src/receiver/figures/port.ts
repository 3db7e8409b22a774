import type { MessagePort } from "node:worker_threads";
import type { Config } from "../../sdk/config/schema.ts";
import type { Row } from "../database/database.ts";
import type { Statement } from "../database/following.ts";
import type { Filter } from "./views/filterFacts.ts";
import type { View } from "./views/views.ts";
import type { Time } from "./views/within.ts";

/** What the thread is started with. */
export interface ThreadData {
  /** Of write keys without a config of their own; left out where keys say all. */
  readonly config: Config | undefined;
  /** By write key. */
  readonly keys: Readonly<Record<string, KeyData>> | undefined;
  /** A PostgreSQL that the thread opens by itself; left out, it asks by messages. */
  readonly databaseUrl: string | undefined;
  readonly holder: string;
  /** What its clock is ahead of the machine's, in milliseconds. */
  readonly ahead: number;
}

export interface KeyData {
  /** Left out: the one of all; `null`: there are no figures. */
  readonly config: Config | null | undefined;
  readonly verified: boolean;
}

/** What is asked of the thread. */
export type Question =
  | { readonly kind: "view"; readonly view: View; readonly key: string | undefined; readonly filter: Filter }
  | {
      readonly kind: "index";
      readonly key: string | undefined;
      /** All that is said of owners is this one's. */
      readonly owner?: string;
    }
  | {
      readonly kind: "timeline";
      readonly of: "user" | "account";
      readonly id: string;
      readonly key: string | undefined;
      readonly time: Time | undefined;
    }
  | { readonly kind: "customers"; readonly text: string; readonly key: string | undefined };

/** A reply as JSON, with a tag that is another one where it says something else; `null` where there is none. */
export type Answer = {
  readonly tag: string;
  readonly body: string;
  /** Of one that was kept: how long ago it was true, in seconds. */
  readonly age?: number;
} | null;

export type ToThread =
  | { readonly kind: "ask"; readonly id: number; readonly question: Question; readonly ahead: number }
  | { readonly kind: "changed"; readonly ahead: number }
  | { readonly kind: "stop" }
  | { readonly kind: "rows"; readonly id: number; readonly rows?: readonly Row[]; readonly error?: string };

export type FromThread =
  | { readonly kind: "answer"; readonly id: number; readonly answer?: Answer; readonly error?: string }
  | { readonly kind: "query"; readonly id: number; readonly sql: string; readonly params: readonly unknown[] }
  | { readonly kind: "write"; readonly id: number; readonly statements: readonly Statement[] }
  | { readonly kind: "made" }
  | {
      readonly kind: "raise";
      readonly id: number;
      readonly key: string;
      readonly changes: readonly StandingChange[];
    }
  | { readonly kind: "failed"; readonly error: string }
  | { readonly kind: "stopped" };

/** An account stands otherwise in a journey than it did. */
export interface StandingChange {
  readonly account: string;
  readonly journey: string;
  readonly from: string;
  readonly to: string;
  /** The how manieth change of it is told, from 1. */
  readonly round: number;
  /** When it came to stand so, in epoch milliseconds. */
  readonly at: number;
  readonly product: string;
  readonly planVersion: string;
}

/** Messages that are answered by `rows`. */
type Asked = FromThread & { readonly kind: "query" | "write" | "raise" };
/** One of them, before it has its number. */
type Unnumbered<T> = T extends Asked ? Omit<T, "id"> : never;

/** What a thread asks of the one that has started it. */
export interface Line {
  ask(message: Unnumbered<Asked>): Promise<readonly Row[]>;
  /** An answer has come; other messages are passed over. */
  settle(message: ToThread): void;
}

export function createLine(port: MessagePort): Line {
  const asked = new Map<number, { resolve(rows: readonly Row[]): void; reject(error: Error): void }>();
  let count = 0;
  return {
    ask(message) {
      count += 1;
      const id = count;
      return new Promise((resolve, reject) => {
        asked.set(id, { resolve, reject });
        port.postMessage({ ...message, id });
      });
    },
    settle(message) {
      if (message.kind !== "rows") return;
      const one = asked.get(message.id);
      asked.delete(message.id);
      if (message.error === undefined) one?.resolve(message.rows ?? []);
      else one?.reject(new Error(message.error));
    },
  };
}
