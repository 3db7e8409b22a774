// @vitest-environment happy-dom
import { fireEvent } from "@testing-library/preact";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { DocPlan } from "../../../src/sdk/stage.ts";
import { aHelp } from "../../helpers/fakeStage.ts";
import { frames, loadChunks, openPage } from "../page.ts";

beforeAll(loadChunks);

const doc = (
  id: string,
  title: DocPlan["title"],
  body: string,
  keywords: readonly string[] = [],
): DocPlan => ({
  id,
  title,
  body,
  keywords,
  gaps: [],
});
const docs = [
  doc("send", { en: "Send an invoice", de: "Eine Rechnung senden" }, "Press **Send** at the end."),
  doc("plan", "Change your plan", "In the settings.", ["upgrade", "price"]),
  doc("cafe", "Meet at the café", "On Mondays."),
  doc("zh", "发送发票", "打开发票页面。"),
];

const search = async (query: string, locales: readonly string[] = ["en"]) => {
  const page = await openPage([aHelp({ open: true, here: docs.slice(0, 1), more: docs.slice(1) })], {
    locales,
  });
  const box = page.ui.getByRole("searchbox");
  fireEvent.input(box, { target: { value: query } });
  await frames();
  return {
    ...page,
    box,
    found: [...page.shadow.querySelectorAll(".doc .name")].map((one) => one.textContent),
  };
};

describe("a search in help", () => {
  it.each([
    ["a word of a title", "invoice", "Send an invoice"],
    ["the beginning of a word", "inv", "Send an invoice"],
    ["a slip", "invioce", "Send an invoice"],
    ["a word of the article, without its marks", "press send", "Send an invoice"],
    ["a keyword", "upgrade", "Change your plan"],
    ["capitals, and no accents", "CAFE", "Meet at the café"],
    ["a language without spaces", "发票", "发送发票"],
  ])("finds by %s: %s", async (_, query, title) => {
    expect((await search(query)).found[0]).toBe(title);
  });

  it("looks in the words that the reader sees", async () => {
    expect((await search("rechnung", ["de", "en"])).found).toEqual(["Eine Rechnung senden"]);
    expect((await search("rechnung")).found).toEqual([]);
  });

  it("says when there is nothing, and shows the lists again once it is empty", async () => {
    const { ui, box, shadow } = await search("quantum");
    expect(ui.getByText("Nothing found for “quantum”.")).toBeTruthy();
    fireEvent.input(box, { target: { value: "" } });
    await frames();
    expect(shadow.querySelectorAll(".doc")).toHaveLength(4);
  });

  it("tells what was searched for once, when the typing has come to rest", async () => {
    const { box, told } = await search("quan");
    vi.useFakeTimers();
    fireEvent.input(box, { target: { value: "quantum" } });
    vi.advanceTimersByTime(999);
    expect(told.some(({ kind }) => kind === "searched")).toBe(false);
    vi.advanceTimersByTime(1);
    expect(told.at(-1)).toEqual({ kind: "searched", key: "help", query: "quantum", hits: 0 });
  });

  it("tells it at once when what was found is opened, or the panel is closed", async () => {
    const { told, show } = await search("invoice");
    await show(aHelp());
    expect(told.filter(({ kind }) => kind === "searched")).toEqual([
      { kind: "searched", key: "help", query: "invoice", hits: 1 },
    ]);
  });
});
