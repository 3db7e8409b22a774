import { getJitter } from "../delivery/backoff.ts";
import type { Tokens } from "../delivery/tokens.ts";
import type { Clock, ListenOptions, Random, Undo } from "../ports.ts";

/** Of a stream that is told to be none: whoever answers so has no news to tell. */
const NO_STREAM = 406;
/** The first wait after a stream has ended is up to 8 s: all of a receiver's come back after it was started anew. */
const TRIES_AT_FIRST = 3;

export interface LiveProgressOptions {
  readonly url: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly tokens: Pick<Tokens, "whenKnown">;
  /** Resolves to the status of the reply once it has ended; rejects where it broke off. */
  listen(url: string, bearer: string, options: ListenOptions): Promise<number>;
  /** What the receiver says of that user, at first and each time that it changes. */
  tell(userId: string, reply: unknown): void;
}

/** Hears of what is done elsewhere while it is wanted. */
export interface LiveProgress {
  /** Whom to hear of from now on; `undefined` for nobody. */
  follow(userId: string | undefined): void;
}

export function createLiveProgress(options: LiveProgressOptions): LiveProgress {
  const { url, clock, random, tokens, listen, tell } = options;
  let followed: string | undefined;
  let end: Undo = () => {};

  function begin(userId: string): void {
    const over = new AbortController();
    const { signal } = over;
    let callOff: Undo | undefined;
    let tries = TRIES_AT_FIRST;
    let refused: string | undefined;

    async function hear(): Promise<void> {
      const token = await tokens.whenKnown(userId, refused);
      if (signal.aborted || !token) return;
      const status = await listen(url, token, {
        signal,
        tell(reply) {
          tries = TRIES_AT_FIRST;
          refused = undefined;
          if (!signal.aborted) tell(userId, reply);
        },
      });
      // It ends with the token, as it also does where that is not taken.
      if (status === 200 || status === 401) refused = token;
      if (status === NO_STREAM || status === 404) over.abort();
    }

    const goOn = (): void => {
      if (!signal.aborted) callOff = clock.after(getJitter(tries++, random), run);
    };
    const run = (): void => void hear().then(goOn, goOn);
    end = () => {
      over.abort();
      callOff?.();
    };
    run();
  }

  return {
    follow(userId) {
      if (userId === followed) return;
      followed = userId;
      end();
      end = () => {};
      if (userId !== undefined) begin(userId);
    },
  };
}
