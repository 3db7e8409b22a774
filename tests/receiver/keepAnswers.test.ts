import { setTimeout as wait } from "node:timers/promises";
import { expect, it, vi } from "vitest";
import { keepAnswers } from "../../src/receiver/figures/keepAnswers.ts";
import type { Answer, Question } from "../../src/receiver/figures/port.ts";

const WAY: Question = { kind: "view", view: "way", key: undefined, filter: {} };
const INDEX: Question = { kind: "index", key: undefined };

/** A thread whose answers are numbers, each of which takes as long as is said. */
function createThread() {
  const asked: Question[] = [];
  let late = 0;
  const thread = { takes: 0, asked, getLate: () => late };
  const answers = keepAnswers({
    async ask(question): Promise<Answer> {
      asked.push(question);
      const tag = `${asked.length}`;
      await wait(thread.takes);
      return { tag, body: JSON.stringify({ waiting: 0 }) };
    },
    onLate: () => late++,
  });
  return { ...answers, thread };
}

it("is made once for all who ask at once, and kept for a second", async () => {
  const { ask, thread } = createThread();
  thread.takes = 20;
  const answers = await Promise.all(Array.from({ length: 100 }, () => ask(WAY)));
  expect(new Set(answers.map((answer) => answer?.tag))).toEqual(new Set(["1"]));
  expect((await ask(WAY))?.tag).toBe("1");
  expect(thread.asked).toHaveLength(1);
});

it("is told at once with its age where the next one takes long, and who looks at it is told when that is there", async () => {
  const { ask, thread } = createThread();
  await ask(WAY);
  await wait(1_050);
  thread.takes = 1_500;
  const old = await Promise.all([ask(WAY), ask(WAY)]);
  expect(old.map((answer) => [answer?.tag, answer?.age])).toEqual([
    ["1", 1],
    ["1", 1],
  ]);
  await vi.waitFor(() => expect(thread.getLate()).toBeGreaterThan(0), { timeout: 10_000 });
  expect((await ask(WAY))?.tag).toBe("2");
  expect(thread.asked).toHaveLength(2);
});

it("says that something waits where what waits is not known", async () => {
  const { ask, thread } = createThread();
  expect(JSON.parse((await ask(INDEX))!.body)).toEqual({ waiting: 0 });
  thread.takes = 1_500;
  expect(JSON.parse((await ask(INDEX))!.body)).toEqual({ waiting: 1 });
});

it("is not told again once somebody was erased", async () => {
  const { ask, forget, thread } = createThread();
  await ask(WAY);
  forget();
  thread.takes = 1_000;
  expect((await ask(WAY))?.tag).toBe("2");
});

it("is refused where hundreds wait that nobody has asked before", async () => {
  const { ask, thread } = createThread();
  thread.takes = 20;
  const asking = Array.from({ length: 320 }, (_, from) => ask({ ...WAY, filter: { from } }));
  const results = await Promise.allSettled(asking);
  expect(results.filter(({ status }) => status === "rejected")).toHaveLength(320 - 304);
});
