// @vitest-environment happy-dom
import { fireEvent } from "@testing-library/preact";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { aTooltip } from "../../helpers/fakeStage.ts";
import { el, frames, loadChunks, openPage } from "../page.ts";

beforeAll(loadChunks);

const SHOWN = { kind: "shown", key: "tip" };

describe("a tooltip", () => {
  it("stands beside its target with its words, and says so once it is there", async () => {
    const { ui, told, shadow } = await openPage([aTooltip()]);
    expect(ui.getByRole("region", { name: "Start here" })).toBeTruthy();
    expect(ui.getByRole("heading").textContent).toBe("Start here");
    expect(shadow.querySelector(".body")?.textContent).toBe("This makes an invoice.");
    expect(shadow.querySelector("[part=ring]")).toBeTruthy();
    expect(told).toEqual([SHOWN]);
  });

  it("is read out once, and does not take the focus", async () => {
    const { ui, target, show } = await openPage([]);
    target.focus();
    await show(aTooltip());
    expect(ui.getByRole("status").textContent).toBe("Start here. This makes an invoice.");
    expect(document.activeElement).toBe(target);
  });

  it("takes the focus when the user asked for it, and gives it back", async () => {
    const { shadow, target, show } = await openPage([]);
    target.focus();
    await show(aTooltip({ selfOpened: true, plan: { target: [{ css: "body" }] } }));
    expect(shadow.activeElement?.textContent).toBe("Got it");
    await show();
    expect(document.activeElement).toBe(target);
  });

  it("follows its target in Tab order, there and back", async () => {
    const { shadow, target } = await openPage([aTooltip()]);
    target.focus();
    expect(fireEvent.keyDown(target, { key: "Tab" })).toBe(false);
    expect(shadow.activeElement?.textContent).toBe("Got it");
    expect(fireEvent.keyDown(shadow.activeElement!, { key: "Tab", shiftKey: true, composed: true })).toBe(
      false,
    );
    expect(document.activeElement).toBe(target);
  });

  it("lets Tab go on from its end behind the target", async () => {
    const { ui, target } = await openPage([aTooltip()]);
    const last = ui.getByRole("button", { name: "Close" });
    target.focus();
    fireEvent.keyDown(target, { key: "Tab", composed: true });
    last.focus();
    expect(fireEvent.keyDown(last, { key: "Tab", composed: true })).toBe(true);
    expect(document.activeElement).toBe(target);
  });

  it("is completed by its button", async () => {
    const { ui, told } = await openPage([aTooltip()]);
    fireEvent.click(ui.getByRole("button", { name: "Got it" }));
    expect(told).toEqual([SHOWN, { kind: "completed", key: "tip" }]);
  });

  it("has an article behind a second button where it names one", async () => {
    const { ui, told } = await openPage([aTooltip({ plan: { doc: "sending" } })]);
    fireEvent.click(ui.getByRole("button", { name: "Read how" }));
    expect(told).toEqual([SHOWN, { kind: "opened", key: "tip", doc: "sending" }]);
    expect(ui.getByRole("button", { name: "Got it" })).toBeTruthy();
  });

  it("is dismissed by its cross", async () => {
    const { ui, told } = await openPage([aTooltip()]);
    fireEvent.click(ui.getByRole("button", { name: "Close" }));
    expect(told).toEqual([SHOWN, { kind: "dismissed", key: "tip" }]);
  });

  it("is dismissed by Esc, which goes no further", async () => {
    const { told } = await openPage([aTooltip()]);
    expect(fireEvent.keyDown(document.body, { key: "Escape" })).toBe(false);
    expect(told).toEqual([SHOWN, { kind: "dismissed", key: "tip" }]);
  });

  it("leaves an Esc alone that the page has used", async () => {
    const { told, target } = await openPage([aTooltip()]);
    target.addEventListener("keydown", (event) => event.preventDefault());
    fireEvent.keyDown(target, { key: "Escape" });
    expect(told).toEqual([SHOWN]);
  });

  it("has the config's actions instead, the first as the primary one and links as links", async () => {
    const { ui, told, shadow } = await openPage([
      aTooltip({
        plan: {
          actions: [
            { label: "Upgrade", href: "/billing" },
            { label: "Later", snooze: 1 },
            { label: "Bad", href: "javascript:1" },
          ],
        },
      }),
    ]);
    expect(ui.getByRole("link", { name: "Upgrade" }).getAttribute("href")).toBe("/billing");
    expect(shadow.querySelector("[part~=primary]")?.textContent).toBe("Upgrade");
    expect(ui.queryByRole("button", { name: "Got it" })).toBeNull();
    expect(ui.queryByRole("link", { name: "Bad" })).toBeNull();
    fireEvent.click(ui.getByRole("button", { name: "Later" }));
    expect(told).toEqual([SHOWN, { kind: "pressed", key: "tip", action: 1 }]);
  });

  it("merges traits as text, whatever they hold", async () => {
    const body = "Hi **{{user.firstName|there}}** [go](/to/{{user.id}}) [no]({{user.evil}}:alert)";
    const traits = { user: { firstName: "[x](/y) <img src=x>", id: "a/b?c", evil: "javascript" } };
    const { shadow } = await openPage([aTooltip({ plan: { body } })], { traits });
    const text = shadow.querySelector(".body")!;
    expect(text.querySelector("strong")?.textContent).toBe("[x](/y) <img src=x>");
    expect([...text.querySelectorAll("a")].map((link) => link.getAttribute("href"))).toEqual([
      "/to/a%2Fb%3Fc",
    ]);
    expect(text.textContent).toContain("go no");
    expect(text.querySelector("img")).toBeNull();
  });

  it("asks for a picture without saying from where, and only by https", async () => {
    const body =
      "![Chart](https://x.example/a.png) ![Old](http://x.example/b.png) ![Odd](https://a@x.example/c.png)";
    const { shadow } = await openPage([aTooltip({ plan: { body } })]);
    const pictures = [...shadow.querySelectorAll("img")];
    expect(pictures.map((one) => [one.getAttribute("src"), one.getAttribute("referrerpolicy")])).toEqual([
      ["https://x.example/a.png", "no-referrer"],
    ]);
    expect(shadow.querySelector(".body")?.textContent).toContain("Odd");
  });

  it("says in which language it is where it is not the reader's", async () => {
    const plan = { title: { de: "Hier", en: "Here" }, body: { en: "In English." } };
    const { shadow, ui, root } = await openPage([aTooltip({ plan })], { locales: ["de", "en"] });
    expect(root.lang).toBe("de");
    expect(ui.getByRole("heading").getAttribute("lang")).toBeNull();
    expect(shadow.querySelector(".body")?.getAttribute("lang")).toBe("en");
    expect(ui.getByRole("button", { name: "Verstanden" })).toBeTruthy();
  });

  it("keeps its errors to itself when the stage's listeners throw", async () => {
    const { ui, stage } = await openPage([aTooltip()]);
    stage.tell = () => {
      throw new Error("host");
    };
    fireEvent.click(ui.getByRole("button", { name: "Close" }));
    expect(ui.getByRole("region")).toBeTruthy();
  });
});

describe("a target", () => {
  it("that comes late is waited for", async () => {
    const { ui, told } = await openPage([aTooltip({ plan: { target: [{ css: "#late" }] } })]);
    expect(ui.queryByRole("region")).toBeNull();
    expect(told).toEqual([]);
    document.body.append(el("p", { id: "late" }));
    await frames();
    expect(ui.getByRole("region")).toBeTruthy();
    expect(told).toEqual([SHOWN]);
  });

  it("that has not come after 5 s is told, once, and still waited for", async () => {
    vi.useFakeTimers();
    const page = openPage([aTooltip({ plan: { target: [{ css: "#late" }] } })]);
    await vi.advanceTimersByTimeAsync(4900);
    const { told, ui } = await page;
    expect(told).toEqual([]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toEqual([{ kind: "missing", key: "tip" }]);
    document.body.append(el("p", { id: "late" }));
    await vi.advanceTimersByTimeAsync(200);
    expect(told).toEqual([{ kind: "missing", key: "tip" }, SHOWN]);
    expect(ui.getByRole("region")).toBeTruthy();
  });

  it("that the page makes anew is found again, and shown is not said twice", async () => {
    const { ui, told, target } = await openPage([aTooltip()]);
    target.replaceWith(el("button", { id: "target" }, "New invoice"));
    window.dispatchEvent(new Event("resize"));
    await frames(8);
    expect(ui.getByRole("region")).toBeTruthy();
    expect(told).toEqual([SHOWN]);
  });

  it("that goes takes the card with it until it comes back", async () => {
    const { ui, target } = await openPage([aTooltip()]);
    target.remove();
    window.dispatchEvent(new Event("resize"));
    // For a moment it stays: the page may be about to draw the target anew.
    await vi.waitFor(() => expect(ui.queryByRole("region")).toBeNull(), 5_000);
    document.body.append(target);
    // Where looks have cost much, the next one waits for its share of the time: up to a second.
    await vi.waitFor(() => expect(ui.queryByRole("region")).not.toBeNull(), 5_000);
  });
});

describe("held out", () => {
  it("waits for its target alike, then says shown and draws nothing", async () => {
    const { shadow, told } = await openPage([
      aTooltip({ heldOut: true, plan: { target: [{ css: "#late" }] } }),
    ]);
    expect(told).toEqual([]);
    document.body.append(el("p", { id: "late" }));
    await frames();
    expect(told).toEqual([SHOWN]);
    expect(shadow.querySelector("[part]")).toBeNull();
    expect(shadow.textContent).toBe("");
  });
});

describe("when its gap is bridged", () => {
  const done = aTooltip({ phase: "done" });

  it("it leaves at once", async () => {
    const { ui, told, stage } = await openPage([aTooltip()]);
    stage.show(done);
    expect(ui.queryByRole("region")).toBeNull();
    expect(told).toEqual([SHOWN, { kind: "gone", key: "tip" }]);
  });

  it("it stays, done and without buttons, while it holds the focus, until Esc", async () => {
    const { ui, told, show, shadow, target } = await openPage([aTooltip()]);
    target.focus();
    ui.getByRole("button", { name: "Got it" }).focus();
    await show(done);
    expect(ui.getByRole("heading").textContent).toBe("Start here");
    expect(ui.queryByRole("button")).toBeNull();
    expect(shadow.activeElement?.getAttribute("part")).toBe("card");
    expect(told).toEqual([SHOWN]);
    fireEvent.keyDown(shadow.activeElement!, { key: "Escape", composed: true });
    await frames();
    expect(ui.queryByRole("region")).toBeNull();
    expect(told).toEqual([SHOWN, { kind: "gone", key: "tip" }]);
    expect(document.activeElement).toBe(target);
  });

  it("it leaves after 5 s even so", async () => {
    const { ui, told, stage } = await openPage([aTooltip()]);
    ui.getByRole("button", { name: "Got it" }).focus();
    vi.useFakeTimers();
    stage.show(done);
    await vi.advanceTimersByTimeAsync(4999);
    expect(told).toEqual([SHOWN]);
    await vi.advanceTimersByTimeAsync(1);
    expect(told).toEqual([SHOWN, { kind: "gone", key: "tip" }]);
  });
});

describe("after the press of a lead button", () => {
  const before = aTooltip({ plan: { actions: [{ label: "Talk to us", lead: "full-serve" }] } });
  const after = { ...before, phase: "done", thanks: "We will write to you within a day." } as const;

  it("it says what the press has done, in place of the button, and says it aloud", async () => {
    const { ui, show, shadow } = await openPage([before]);
    ui.getByRole("button", { name: "Talk to us" }).focus();
    await show(after);
    expect(shadow.querySelector("[part=thanks]")?.textContent).toBe("We will write to you within a day.");
    expect(ui.getByRole("status").textContent).toBe("We will write to you within a day.");
    expect(ui.getAllByRole("button").map((button) => button.getAttribute("aria-label"))).toEqual(["Close"]);
    expect(shadow.activeElement?.getAttribute("part")).toBe("card");
  });

  it("it stays until it is closed, whatever the focus and the clock do", async () => {
    const { ui, told, stage, target } = await openPage([before]);
    ui.getByRole("button", { name: "Talk to us" }).focus();
    vi.useFakeTimers();
    stage.show(after);
    target.focus();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toEqual([SHOWN]);
    fireEvent.click(ui.getByRole("button", { name: "Close" }));
    expect(told).toEqual([SHOWN, { kind: "gone", key: "tip" }]);
  });
});
