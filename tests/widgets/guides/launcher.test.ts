// @vitest-environment happy-dom
import { fireEvent, within } from "@testing-library/preact";
import { beforeAll, expect, it } from "vitest";
import { aLauncher } from "../../helpers/fakeStage.ts";
import { el, frames, loadChunks, openPage } from "../page.ts";

beforeAll(loadChunks);

/** What is drawn inside the element that a launcher names, once that is there. */
const openPlace = async (view = aLauncher()) => {
  const page = await openPage([view]);
  const place = el("div", { id: "place" });
  document.body.append(place);
  await frames();
  const slot = place.querySelector("milepost-slot")!.shadowRoot!;
  return { ...page, place, inside: within(slot as unknown as HTMLElement) };
};

it("is a button inside the element that it names, and opens what its plan says", async () => {
  const { inside, told } = await openPlace();
  fireEvent.click(inside.getByRole("button", { name: "Show me around" }));
  expect(told).toEqual([
    { kind: "shown", key: "launcher" },
    { kind: "opened", key: "launcher" },
  ]);
});

it("is called help where it has no name", async () => {
  const { title: _, ...plan } = aLauncher().plan;
  const { inside } = await openPlace({ ...aLauncher(), plan });
  expect(inside.getByRole("button", { name: "Help" })).toBeTruthy();
});

it("leaves nothing in the element when it goes", async () => {
  const { place, show } = await openPlace();
  await show();
  expect(place.childNodes).toHaveLength(0);
});
