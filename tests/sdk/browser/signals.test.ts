// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { watchFor } from "../../helpers/friction.ts";

test("only what is asked for is listened to", () => {
  const listen = vi.spyOn(window, "addEventListener");
  const user = watchFor("error");
  expect(listen.mock.calls.map(([type]) => type).toSorted()).toEqual(["error", "unhandledrejection"]);
  user.stop();
  listen.mockRestore();
});
