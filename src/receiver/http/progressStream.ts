import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import { type SSEStreamingApi, streamSSE } from "hono/streaming";
import type { Asked, Progress } from "../progress/createProgress.ts";
import type { ProgressReply } from "../progress/progress.ts";
import { createBell } from "./bell.ts";

/** Milliseconds in which a burst of events becomes one message. */
const GATHER = 200;
/** Milliseconds after which something is said, so that nobody on the way takes the stream for dead. */
const HEARTBEAT = 25_000;
/** Milliseconds after which a reader that does not take what it is sent is gone. */
export const PATIENCE = 30_000;

/** Somebody who asks, and until when they may. */
export interface Reader {
  readonly asked: Asked;
  readonly isServer: boolean;
  /** Epoch milliseconds. */
  readonly until: number;
}

export interface StreamOptions {
  readonly progress: Progress;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** @default 30,000 milliseconds */
  readonly patience?: number | undefined;
  /** Streams that are open, by what ends them. */
  readonly ends: Set<() => void>;
}

/**
 * Progress once, and anew each time that it changes. It ends with the token, which is never taken for a moment longer;
 * who comes again brings a fresh one. Rejects where it cannot even begin.
 */
export async function streamProgress(
  c: Context<{ Bindings: HttpBindings }>,
  { asked, until }: Reader,
  { progress, now, patience = PATIENCE, ends }: StreamOptions,
  onEnd: () => void,
): Promise<Response> {
  const news = createBell();
  const over = createBell();
  let isOver = false;
  let isStale = false;
  const stop = progress.onNews(asked, () => {
    isStale = true;
    news.ring();
  });
  const end = (): void => {
    isOver = true;
    for (const bell of [news, over]) bell.ring();
  };
  const expiry = Number.isFinite(until) ? setTimeout(end, until - now()) : undefined;
  ends.add(end);
  const leave = (): void => {
    stop();
    clearTimeout(expiry);
    ends.delete(end);
    onEnd();
  };

  /** One after the other, and only as fast as they are read. */
  async function run(out: SSEStreamingApi, first: ProgressReply): Promise<void> {
    const write = (text: string): Promise<void> =>
      writeWithin(out, text, patience, () => c.env.outgoing.destroy());
    let last = JSON.stringify(first);
    await write(toMessage(last));
    while (!isOver) {
      await news.wait(HEARTBEAT);
      if (isOver) return;
      if (!isStale) {
        await write(": \n\n");
        continue;
      }
      await over.wait(GATHER);
      if (isOver) return;
      isStale = false;
      const data = JSON.stringify(await progress.read(asked));
      if (data !== last) await write(toMessage(data));
      last = data;
    }
  }

  try {
    const first = await progress.read(asked);
    return streamSSE(c, async (out) => {
      out.onAbort(end);
      // What cannot be read now, the page asks for again: to it, the stream has broken.
      await run(out, first).catch(() => {});
      leave();
    });
  } catch (error) {
    leave();
    throw error;
  }
}

const toMessage = (data: string): string => `event: progress\ndata: ${data}\n\n`;

/** A write is over when it was taken. A reader that leaves it lying loses the connection, and what waits for it goes. */
async function writeWithin(out: SSEStreamingApi, text: string, ms: number, drop: () => void): Promise<void> {
  const timer = setTimeout(drop, ms);
  await out.write(text);
  clearTimeout(timer);
}
