/** What the vendor's own server has to keep, since a browser knows neither the account nor the other devices. */
import { createHash } from "node:crypto";
import { Hono } from "hono";
import { streamSSE } from "hono/streaming";

interface Progress {
  step: number;
  isDismissed: boolean;
  isKnown: boolean;
}

const drawArm = (account: string, share: number): string => {
  const drawn = createHash("sha256").update(`works-alone:${account}`).digest().readUInt32BE() / 2 ** 32;
  return drawn < share ? "held-out" : "treated";
};

/** @param who the user and the account that a request's session is of */
export function createEndpoint(
  who: (request: Request) => { user: string; account: string },
  holdout: number,
): Hono {
  const users = new Map<string, Progress>();
  const done = new Set<string>();
  const listeners = new Map<string, Set<() => void>>();

  const read = (user: string): Progress => {
    const progress = users.get(user) ?? { step: 0, isDismissed: false, isKnown: false };
    users.set(user, progress);
    return progress;
  };
  const tell = (whom: string): void => {
    for (const listen of listeners.get(whom) ?? []) listen();
  };

  return new Hono()
    .get("/onboarding", (c) => {
      const { user, account } = who(c.req.raw);
      const progress = read(user);
      const isNew = !progress.isKnown;
      progress.isKnown = true;
      const isOver = progress.isDismissed || done.has(account);
      return c.json({ step: progress.step, arm: drawArm(account, holdout), isNew, isOver });
    })
    .post("/onboarding", async (c) => {
      const { user, account } = who(c.req.raw);
      const said = await c.req.json();
      const progress = read(user);
      if (typeof said.step === "number") progress.step = said.step;
      if (said.dismissed) {
        progress.isDismissed = true;
        tell(user);
      }
      if (said.done) {
        done.add(account);
        tell(account);
      }
      return c.body(null, 204);
    })
    .get("/onboarding/ended", (c) => {
      const { user, account } = who(c.req.raw);
      return streamSSE(c, async (stream) => {
        const listen = (): void => void stream.writeSSE({ data: "ended" });
        for (const whom of [user, account])
          listeners.set(whom, (listeners.get(whom) ?? new Set()).add(listen));
        await new Promise<void>((resolve) => stream.onAbort(resolve));
        for (const whom of [user, account]) listeners.get(whom)?.delete(listen);
      });
    });
}
