// @vitest-environment happy-dom
import { fireEvent } from "@testing-library/preact";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Advance } from "../../../src/sdk/stage.ts";
import { aTour } from "../../helpers/fakeStage.ts";
import { el, frames, loadChunks, openPage } from "../page.ts";

beforeAll(loadChunks);

const SHOWN = { kind: "shown", key: "tour" };
const stepTo = (step: number) => ({ kind: "step", key: "tour", step });
const advancing = (advance: Advance) => ({
  steps: [
    { target: [{ css: "#target" }], placement: "auto", actions: [], title: "First", advance },
    { target: [{ css: "#target" }], placement: "auto", actions: [], title: "Second" },
  ] as const,
});

describe("a step", () => {
  it("says its words and where it is, and leads on", async () => {
    const { ui, shadow, told } = await openPage([aTour()]);
    expect(ui.getByRole("heading").textContent).toBe("First");
    expect(shadow.querySelector(".note")?.textContent).toBe("1 of 3");
    expect(ui.queryByRole("button", { name: "Back" })).toBeNull();
    fireEvent.click(ui.getByRole("button", { name: "Next" }));
    expect(told).toEqual([SHOWN, stepTo(1)]);
  });

  it("darkens all but its target where it is to", async () => {
    const [first, ...rest] = aTour().plan.steps;
    const { shadow, show } = await openPage([aTour()]);
    expect(shadow.querySelector(".ring.spot")).toBeNull();
    await show(aTour({ key: "dark", plan: { steps: [{ ...first!, spotlight: true }, ...rest] } }));
    expect(shadow.querySelector(".ring.spot")).toBeTruthy();
  });

  it("leads back where there is a way back", async () => {
    const { ui, told } = await openPage([aTour({ step: 1 })]);
    fireEvent.click(ui.getByRole("button", { name: "Back" }));
    expect(told).toEqual([SHOWN, stepTo(0)]);
  });

  it("completes the tour when it is the last, here one without a target", async () => {
    const { ui, shadow, told } = await openPage([aTour({ step: 2 })]);
    expect(shadow.querySelector("[part=ring],[part=arrow]")).toBeNull();
    fireEvent.click(ui.getByRole("button", { name: "Done" }));
    expect(told).toEqual([SHOWN, stepTo(3)]);
  });

  it("is said to be shown once for the whole tour", async () => {
    const { told, show, ui } = await openPage([aTour()]);
    await show(aTour({ step: 1 }));
    expect(ui.getByRole("heading").textContent).toBe("Second");
    await show(aTour({ step: 2 }));
    expect(told).toEqual([SHOWN]);
  });

  it("takes the focus along when the user turned it, and only then", async () => {
    const { ui, shadow, show, target } = await openPage([aTour()]);
    const next = ui.getByRole("button", { name: "Next" });
    next.focus();
    fireEvent.click(next);
    await show(aTour({ step: 1 }));
    expect(shadow.activeElement?.textContent).toBe("Next");
    target.focus();
    await show(aTour({ step: 2 }));
    expect(document.activeElement).toBe(target);
  });

  it("tells which one misses its target", async () => {
    vi.useFakeTimers();
    const plan = {
      steps: [aTour().plan.steps[2]!, { ...aTour().plan.steps[0]!, target: [{ css: "#late" }] }],
    };
    const page = openPage([aTour({ step: 1, plan })]);
    await vi.advanceTimersByTimeAsync(5200);
    expect((await page).told).toEqual([{ kind: "missing", key: "tour", step: 1 }]);
  });

  it("tells which of its buttons was pressed", async () => {
    const [first, ...others] = aTour().plan.steps;
    const plan = { steps: [{ ...first!, actions: [{ label: "Later", snooze: 1 }] }, ...others] };
    const { ui, told, shadow } = await openPage([aTour({ plan })]);
    expect(shadow.querySelectorAll("[part~=primary]")).toHaveLength(1);
    fireEvent.click(ui.getByRole("button", { name: "Later" }));
    expect(told).toEqual([SHOWN, { kind: "pressed", key: "tour", action: 0, step: 0 }]);
  });

  it("is dismissed with the whole tour by Esc", async () => {
    const { told } = await openPage([aTour()]);
    fireEvent.keyDown(document.body, { key: "Escape" });
    expect(told).toEqual([SHOWN, { kind: "dismissed", key: "tour" }]);
  });
});

describe("a step that goes on by itself", () => {
  it("has no Next, and follows a press on its target that the page stops and prevents as it likes", async () => {
    const { ui, told, target } = await openPage([aTour({ plan: advancing({ on: "click" }) })]);
    const seen: boolean[] = [];
    target.addEventListener("click", (event) => {
      seen.push(event.defaultPrevented);
      event.stopImmediatePropagation();
    });
    expect(ui.queryByRole("button", { name: "Next" })).toBeNull();
    target.append(el("span", { id: "inside" }));
    fireEvent.click(document.querySelector("#inside")!);
    expect(told).toEqual([SHOWN, stepTo(1)]);
    expect(seen).toEqual([false]);
  });

  it("follows a press no more when it is over", async () => {
    const { told, target, show } = await openPage([aTour({ plan: advancing({ on: "click" }) })]);
    await show();
    fireEvent.click(target);
    expect(told).toEqual([SHOWN]);
  });

  it("leaves events, milestones and pages to the engine", async () => {
    const { ui, told, target } = await openPage([aTour({ plan: advancing({ on: "event", event: "Sent" }) })]);
    fireEvent.click(target);
    expect(ui.queryByRole("button", { name: "Next" })).toBeNull();
    expect(told).toEqual([SHOWN]);
  });

  describe("with what is typed", () => {
    const openField = async () => {
      const page = await openPage([]);
      const field = el("input", { id: "target" }) as HTMLInputElement;
      page.target.replaceWith(field);
      await page.show(aTour({ plan: advancing({ on: "input" }) }));
      const type = (value: string) => {
        field.value = value;
        fireEvent.input(field);
      };
      return { ...page, field, type };
    };

    it("waits for a pause of 600 ms", async () => {
      const { told, type } = await openField();
      vi.useFakeTimers();
      type("4");
      vi.advanceTimersByTime(500);
      type("40");
      vi.advanceTimersByTime(599);
      expect(told).toEqual([SHOWN]);
      vi.advanceTimersByTime(1);
      expect(told).toEqual([SHOWN, stepTo(1)]);
    });

    it.each(["change", "blur"] as const)("goes on at once at the field's %s", async (type) => {
      const { told, field, type: enter } = await openField();
      enter("40");
      fireEvent[type](field);
      await frames();
      expect(told).toEqual([SHOWN, stepTo(1)]);
    });

    it("does not take nothing for a value", async () => {
      const { told, field, type } = await openField();
      vi.useFakeTimers();
      type("  ");
      fireEvent.change(field);
      fireEvent.blur(field);
      vi.advanceTimersByTime(2000);
      expect(told).toEqual([SHOWN]);
    });
  });
});
