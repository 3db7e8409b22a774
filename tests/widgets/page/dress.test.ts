// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from "vitest";
import { createDress } from "../../../src/widgets/page/dress.ts";
import { el } from "../page.ts";

afterEach(() => vi.restoreAllMocks());

it("asks once what the page says of our element, and not again for each card that is drawn", () => {
  const [host, probe, card, button] = [el("div"), el("div"), el("section"), el("button")];
  host.append(probe, card);
  document.body.append(button, host);
  const dress = createDress(host, probe);
  const ask = vi.spyOn(window, "getComputedStyle");
  const asked = () => ask.mock.calls.filter(([element]) => element === host).length;
  dress.follow();
  expect(asked()).toBe(1);
  dress.dress(button)(card);
  expect(asked()).toBe(1);
  expect(card.style.colorScheme).toBe(host.style.colorScheme);
});

it("asks a browser once for each colour", () => {
  const [host, probe, card, button] = [el("div"), el("div"), el("section"), el("button")];
  host.append(probe, card);
  document.body.append(button, host);
  const dress = createDress(host, probe);
  dress.follow();
  const ask = vi.spyOn(window, "getComputedStyle");
  dress.follow();
  dress.dress(button)(card);
  expect(ask.mock.calls.filter(([element]) => element === probe)).toEqual([]);
});
