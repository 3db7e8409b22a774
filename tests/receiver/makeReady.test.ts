import { expect, it, vi } from "vitest";
import { createReady } from "../../src/receiver/figures/makeReady.ts";
import type { Answer, Question } from "../../src/receiver/figures/port.ts";
import { VIEWS } from "../../src/receiver/figures/views/getView.ts";
import { plan } from "./progressPlan.ts";

const PLAN = { ...plan, journeys: [{ id: "activation" }], segments: [{ id: "free" }, { id: "team" }] };

/** A thread that knows so many people. */
function createThread(users: number) {
  const asked: string[] = [];
  const index = { users, plan: PLAN, owners: ["ana@acme.example"] };
  const thread = { asked, isGone: false };
  const makeReady = createReady(async (question: Question): Promise<Answer> => {
    if (thread.isGone) throw new Error("The thread of the figures is gone");
    asked.push(
      question.kind === "view" ? `${question.view} ${JSON.stringify(question.filter)}` : question.kind,
    );
    return { tag: "", body: JSON.stringify(index) };
  });
  return { makeReady, thread };
}
const FILTERS = [
  {},
  { journey: "activation" },
  { segment: "free" },
  { segment: "team" },
  { owner: "ana@acme.example" },
];

it("is each view of all people, and then of each journey, segment and owner", async () => {
  const { makeReady, thread } = createThread(200_000);
  makeReady();
  const all = FILTERS.flatMap((filter) => VIEWS.map((view) => `${view} ${JSON.stringify(filter)}`));
  await vi.waitFor(() => expect(thread.asked).toEqual(["index", ...all]));
});

it("is nothing where a view of all people takes no time", async () => {
  const { makeReady, thread } = createThread(4_999);
  makeReady();
  await vi.waitFor(() => expect(thread.asked).toEqual(["index"]));
});

it("begins anew where what was made is forgotten, and only once at a time", async () => {
  const { makeReady, thread } = createThread(200_000);
  makeReady();
  await vi.waitFor(() => expect(thread.asked.length).toBeGreaterThan(3));
  makeReady();
  const count = FILTERS.length * VIEWS.length + 1;
  await vi.waitFor(() => expect(thread.asked.slice(thread.asked.lastIndexOf("index"))).toHaveLength(count));
  expect(thread.asked.length).toBeLessThan(2 * count);
});

it("ends where the thread is gone", async () => {
  const { makeReady, thread } = createThread(200_000);
  thread.isGone = true;
  makeReady();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(thread.asked).toEqual([]);
});
