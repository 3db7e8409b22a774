import { createRandom } from "../../../src/testing/createRandom.ts";
import { PASS, type Sent } from "../faults.ts";
import { isCalm, letTimePass, whenCalm, whenever } from "../pace.ts";
import type { Row } from "../row.ts";
import type { Row as Stored } from "../run.ts";

const USERS = ["ann", "ben", "cho"];
const SPEED = 20;

/** Whom a token speaks of. */
const getSubject = (token: string): unknown =>
  JSON.parse(Buffer.from(token.split(".")[1]!, "base64url").toString()).sub;

/** Rows that somebody vouched for who is not the one that they speak of. */
const getMisproved = (rows: readonly Stored[]): string[] =>
  rows.flatMap(({ id, user, subject }) =>
    subject === "" || subject === user ? [] : [`${id} of ${user} was proved by ${subject}`],
  );

/** Rows whose identity is not the one that was at work when they happened. */
function getMisattributed(rows: readonly Stored[]): string[] {
  const lives = new Map<unknown, string | null>();
  return rows.flatMap(({ id, user, anonymous, properties: { by, life } }) => {
    if (life === undefined) return [];
    if (!lives.has(life)) lives.set(life, anonymous);
    const right = (user ?? "") === by && lives.get(life) === anonymous;
    return right ? [] : [`${id} of ${by || "nobody"} came as ${user ?? anonymous}`];
  });
}

const isOne = (batch: readonly Sent[]): boolean =>
  new Set(batch.map(({ userId, anonymousId }) => `${userId} ${anonymousId}`)).size === 1;

export const users: Row = {
  name: "users",
  promise: "one user, offline, a reset, another user, online: no event under the wrong person or token",
  unit: "schedules",
  ci: { events: 8, times: 6 },
  full: { events: 8, times: 1_000 },
  async run({ stand, engine, size: { events, times }, seed }) {
    const random = createRandom(seed);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
    const run = stand.begin({ signed: true });
    const broken: string[] = [];
    run.faults(({ batch, token }) => {
      if (!isOne(batch)) broken.push("a batch of two identities");
      const [{ userId }] = batch as [Sent];
      if (token && getSubject(token) !== userId)
        broken.push(`a batch of ${userId} with the token of ${getSubject(token)}`);
      return PASS;
    });
    const profile = await engine.openProfile();
    try {
      const tab = await profile.open(run.url({ speed: SPEED, tokens: "" }));
      // Whoever was not asked yet leaves nothing behind.
      await tab.call("ready");
      let life = 0;
      let by = "";
      for (let time = 0; time < times; time++) {
        for (let i = 0; i < events; i++) {
          const what = random();
          if (what < 0.5) {
            const count = 1 + Math.floor(random() * 3);
            run.note(await tab.call("track", { from: run.number(count), count, with: { by, life } }));
          } else if (what < 0.7) {
            const next = pick(USERS);
            if (by && by !== next) life++;
            by = next;
            await tab.call("call", "identify", next);
          } else if (what < 0.8) {
            await tab.call("call", "reset");
            life++;
            by = "";
          } else if (what < 0.97) await tab.call("connect", random() < 0.5);
          else await tab.go(run.url({ speed: SPEED, tokens: by, time }));
        }
        await tab.call("connect", true);
        await tab.call("skip", 60_000);
        // A network that comes and goes looks like a blocker now and then, and is then left alone for ten minutes.
        for (let tries = 0; tries < 20 && !(await whenever(() => isCalm(run), 2_000)); tries++)
          await tab.call("skip", 600_000);
        await whenCalm(run);
      }
      await letTimePass(run, tab);
      await run.settle();
      const { faults } = await tab.call("report");
      const rows = await run.rows();
      if (!rows.some(({ subject }) => subject !== "")) broken.push("nobody was vouched for");
      return await run.judge([...faults, ...broken, ...getMisattributed(rows), ...getMisproved(rows)]);
    } finally {
      await profile.close();
    }
  },
};
