import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { expect, it, vi } from "vitest";
import { MilepostProvider, useMilepost, useMilestone, useProgress } from "../../src/react/index.ts";

const App = (): string => {
  void useMilepost().track("Drawn");
  return `${useProgress()} ${useMilestone("done")}`;
};

it("draws on a server, asks for nothing there, and knows nothing of anybody", () => {
  const fetch = vi.spyOn(globalThis, "fetch");
  const warn = vi.spyOn(console, "warn");
  const error = vi.spyOn(console, "error");
  const options = { config: "/milepost.json" };
  const html = renderToString(
    createElement(MilepostProvider, { options, user: "ana", account: "acme" }, createElement(App)),
  );
  expect(html).toBe("undefined undefined");
  for (const spy of [fetch, warn, error]) expect(spy).not.toHaveBeenCalled();
});
