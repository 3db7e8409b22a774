// @vitest-environment happy-dom
import { fireEvent } from "@testing-library/preact";
import { beforeAll, describe, expect, it } from "vitest";
import { aSurvey } from "../../helpers/fakeStage.ts";
import { loadChunks, openPage } from "../page.ts";

beforeAll(loadChunks);

const TWO = aSurvey({
  plan: {
    questions: [
      { kind: "nps", ask: "How likely?", choices: [] },
      { kind: "text", ask: "Why?", choices: [] },
    ],
  },
});
const LEAD = { test: { op: "atMost", value: 6 }, lead: "full-serve" } as const;
const answers = (told: ReadonlyArray<{ kind: string; draft?: unknown }>) => told.at(-1);

describe("a survey's question", () => {
  it.each([
    ["nps", 11, "0, Not at all likely", "10, Extremely likely"],
    ["csat", 5, "1, Very dissatisfied", "5, Very satisfied"],
    ["ces", 7, "1, Strongly disagree", "7, Strongly agree"],
  ] as const)(
    "of kind %s is a group of %i native radio buttons, from %s to %s",
    async (kind, count, low, high) => {
      const { ui } = await openPage([aSurvey({ plan: { questions: [{ kind, ask: "How?", choices: [] }] } })]);
      expect(ui.getByRole("radiogroup", { name: "How?" })).toBeTruthy();
      const scores = ui.getAllByRole<HTMLInputElement>("radio");
      expect(scores).toHaveLength(count);
      expect(new Set(scores.map(({ name }) => name)).size).toBe(1);
      expect(scores[0]).toBe(ui.getByRole("radio", { name: low }));
      expect(scores.at(-1)).toBe(ui.getByRole("radio", { name: high }));
    },
  );

  it("of kind choice offers the choices in the reader's language", async () => {
    const choices = [
      { en: "Invoices", de: "Rechnungen" },
      { en: "Reports", de: "Berichte" },
    ];
    const { ui, told } = await openPage(
      [aSurvey({ plan: { questions: [{ kind: "choice", ask: "Was?", choices }] } })],
      {
        locales: ["de", "en"],
      },
    );
    fireEvent.click(ui.getByRole("radio", { name: "Berichte" }));
    expect(answers(told)).toMatchObject({ kind: "drafted", draft: { answers: [1] } });
    expect(ui.getByRole("button", { name: "Senden" })).toBeTruthy();
  });

  it("of kind outcome, and a choice with an id, tells the id and no place in a list", async () => {
    const choices = [
      { id: "money", label: { en: "Money", de: "Geld" } },
      { id: "team", label: { en: "A team", de: "Ein Team" } },
    ];
    const question = { kind: "outcome", ask: "Wozu?", choices } as const;
    const { ui, told, show } = await openPage([aSurvey({ plan: { questions: [question] } })], {
      locales: ["de", "en"],
    });
    expect(ui.getByRole("radiogroup", { name: "Wozu?" })).toBeTruthy();
    fireEvent.click(ui.getByRole("radio", { name: "Ein Team" }));
    expect(answers(told)).toMatchObject({ kind: "drafted", draft: { answers: ["team"] } });
    const turned = { ...question, choices: choices.toReversed() };
    await show(aSurvey({ plan: { questions: [turned] } }));
    expect(ui.getByRole<HTMLInputElement>("radio", { name: "Ein Team" }).checked).toBe(true);
  });

  it.each(["text", "story"] as const)("of kind %s is a field that is named by it", async (kind) => {
    const { ui, told } = await openPage([
      aSurvey({ plan: { questions: [{ kind, ask: "Why?", choices: [] }] } }),
    ]);
    fireEvent.input(ui.getByRole("textbox", { name: "Why?" }), { target: { value: "Because" } });
    expect(answers(told)).toEqual({
      kind: "drafted",
      key: "survey",
      draft: { at: 0, answers: ["Because"], contact: false },
    });
  });

  it("keeps letters that are typed from the page's shortcuts, but not Esc", async () => {
    const { ui } = await openPage([
      aSurvey({ plan: { questions: [{ kind: "text", ask: "Why?", choices: [] }] } }),
    ]);
    const heard: string[] = [];
    const listen = ({ key }: KeyboardEvent) => heard.push(key);
    document.addEventListener("keydown", listen);
    for (const key of ["a", "ArrowLeft", "Escape"]) fireEvent.keyDown(ui.getByRole("textbox"), { key });
    document.removeEventListener("keydown", listen);
    expect(heard).toEqual(["Escape"]);
  });
});

describe("a survey", () => {
  it("comes as a named region, takes no focus, and cannot be sent empty", async () => {
    const { ui, shadow } = await openPage([aSurvey()]);
    expect(ui.getByRole("region", { name: "How likely are you to recommend Acme?" })).toBeTruthy();
    expect(shadow.activeElement).toBeNull();
    expect(ui.getByRole("button", { name: "Send" })).toHaveProperty("disabled", true);
  });

  it("asks one question after the other, and each can be skipped", async () => {
    const { ui, shadow, told } = await openPage([TWO]);
    expect(shadow.querySelector(".note bdi")?.textContent).toBe("1 of 2");
    fireEvent.click(ui.getByRole("button", { name: "Skip" }));
    const field = await ui.findByRole("textbox", { name: "Why?" });
    expect(shadow.activeElement).toBe(field);
    fireEvent.input(field, { target: { value: "Fast" } });
    fireEvent.click(ui.getByRole("button", { name: "Back" }));
    fireEvent.click(await ui.findByRole("radio", { name: "7" }));
    fireEvent.click(await ui.findByRole("button", { name: "Next" }));
    fireEvent.click(await ui.findByRole("button", { name: "Send" }));
    expect(told.at(-1)).toEqual({
      kind: "answered",
      key: "survey",
      draft: { at: 1, answers: [7, "Fast"], contact: false },
    });
  });

  it("goes on where it was left", async () => {
    const { ui, told } = await openPage([
      { ...TWO, draft: { at: 1, answers: [9, "Half a th"], contact: false } },
    ]);
    expect(ui.getByRole("textbox")).toHaveProperty("value", "Half a th");
    fireEvent.click(ui.getByRole("button", { name: "Send" }));
    expect(told.at(-1)).toMatchObject({ kind: "answered", draft: { answers: [9, "Half a th"] } });
  });

  it("survives a draft of more questions than it has now", async () => {
    const { ui } = await openPage([aSurvey({ draft: { at: 3, answers: [2], contact: false } })]);
    expect(ui.getByRole("radio", { name: "2" })).toHaveProperty("checked", true);
  });

  it("asks for the word to be contacted where that would follow, unticked", async () => {
    const view = aSurvey({ plan: { branches: [LEAD] } });
    const { ui, show, told, shadow } = await openPage([view]);
    expect(shadow.querySelector(".contact")?.hasAttribute("data-off")).toBe(true);
    await show({ ...view, asksContact: true });
    const box = ui.getByRole("checkbox", { name: "You may contact me about this" });
    expect(box).toHaveProperty("checked", false);
    fireEvent.click(box);
    expect(answers(told)).toMatchObject({ kind: "drafted", draft: { contact: true } });
  });

  it("thanks, offers its buttons, and stays until it is closed", async () => {
    const view = aSurvey({
      plan: { actions: [{ label: "Refer a friend", lead: "referral", href: "/refer" }] },
    });
    const { ui, shadow, show, told } = await openPage([view]);
    ui.getByRole("radio", { name: "9" }).focus();
    await show({ ...view, phase: "done", thanks: true });
    expect(shadow.querySelector(".thanks")?.textContent).toBe("Thank you");
    expect(ui.queryByRole("radio")).toBeNull();
    expect(ui.getByRole("link", { name: "Refer a friend" }).getAttribute("href")).toBe("/refer");
    fireEvent.click(ui.getByRole("button", { name: "Close" }));
    expect(told.at(-1)).toEqual({ kind: "gone", key: "survey" });
  });

  it("is closed by Esc", async () => {
    const { told } = await openPage([aSurvey()]);
    fireEvent.keyDown(document.body, { key: "Escape" });
    expect(told.at(-1)).toEqual({ kind: "dismissed", key: "survey" });
  });
});
