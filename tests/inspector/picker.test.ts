// @vitest-environment happy-dom
import { afterEach, describe, expect, test } from "vitest";
import { createAvoid, isCounted, isGenerated } from "../../src/inspector/picker/generated.ts";
import { toWhole } from "../../src/inspector/picker/pointAt.ts";
import { suggestTargets } from "../../src/inspector/picker/suggest.ts";
import { byWords } from "../../src/widgets/page/find/byWords.ts";
import { learnWords } from "../../src/widgets/page/find/candidates.ts";

learnWords(byWords);

afterEach(() => document.body.replaceChildren());

describe("a name that a build or a library has made", () => {
  test.each([
    "css-1k2j3h",
    "sc-bdVaJa",
    "emotion-4",
    "svelte-x1y2z3",
    "Toolbar_root__x7Gh2",
    "m_77c9d27d",
    ":r1:",
    "«r3»",
    "_r_1a_",
    "headlessui-tabs-tab-_r_a_",
    "react-aria4390582541-_r_1q_",
    "radix-:r0:",
    "mui-12",
    "el-id-4821-3",
    "data-v-7ba5bd90",
    "bqWxKz",
  ])("is seen as such: %s", (name) => expect(isGenerated(name)).toBe(true));

  test.each([
    "btn-primary",
    "MuiButton-root",
    "new-invoice",
    "main_nav",
    "h2",
    "col-6",
    "step2",
    "navigation",
    "invoice-list",
    "p-button",
    "v-btn",
    "ant-btn",
  ])("is told from one that somebody has written: %s", (name) => expect(isGenerated(name)).toBe(false));

  test.each([
    ["tab-3", true],
    ["checkbox-v-20", true],
    ["pv_id_9_tab_overdue", true],
    ["new-invoice", false],
    ["step2", false],
  ])("counts or does not: %s", (name, counts) => expect(isCounted(name)).toBe(counts));

  test.each([
    ["tw-*", "tw-mt", true],
    ["tw-*", "btw-mt", false],
    ["*-legacy", "nav-legacy", true],
    ["a.b", "axb", false],
  ])("is avoided where a vendor says %s: %s", (pattern, name, avoided) =>
    expect(createAvoid([pattern])(name)).toBe(avoided),
  );
});

describe("the best target", () => {
  const picture = `<svg viewBox="0 0 9 9"><path d="M1 1h7v7z"/></svg>`;
  test.each<[what: string, html: string, target: unknown]>([
    [
      "an attribute to be found by goes before all",
      `<button id="new" data-testid="create" data-tour="new" x>New</button>`,
      `[data-tour="new"]`,
    ],
    ["an id that somebody has written", `<button id="new" x>New</button>`, "#new"],
    ["the address of a link", `<a href="/team" x>Team</a><a href="/me">Me</a>`, `a[href="/team"]`],
    ["the name of a field", `<input name="email" x><input name="city">`, `input[name="email"]`],
    [
      "what counts is passed over",
      `<main><button id="tab-1">A</button><button id="tab-2" x>B</button></main>`,
      [{ role: "button", name: "B" }, "button:nth-of-type(2)"],
    ],
    [
      "what a kit writes of each such part names none",
      `<input data-slot="control" aria-label="City" x>`,
      [{ role: "textbox", name: "City" }, `[data-slot="control"]`],
    ],
    [
      "a link to one record is no address",
      `<main><a href="/invoices/12" x>Open</a><a href="/invoices/13">Other</a></main>`,
      [{ role: "link", name: "Open" }, "a:nth-of-type(1)"],
    ],
    [
      "a picture stands between the words and the place",
      `<button aria-label="Help" x>${picture}</button><button aria-label="News"></button>`,
      [
        { role: "button", name: "Help" },
        `button:has(path[d^="M1 1h7v7z"])`,
        expect.stringContaining("button"),
      ],
    ],
    [
      "a picture that another has too is none",
      `<p><button x>${picture}</button></p><div><button>${picture}</button></div>`,
      "p > button",
    ],
    [
      "a part of a sprite by its name, not by its file",
      `<button x><svg><use href="/a.8f3e.svg#help"></use></svg></button><button></button>`,
      [`button:has(use[href$="#help"])`, expect.stringContaining("button")],
    ],
    [
      "a list of tabs is known by its role",
      `<div role="tablist"><i role="tab">A</i><i role="tab" x>B</i></div><p><i>C</i><i>D</i></p>`,
      [{ role: "tab", name: "B" }, `[role="tablist"] > i:nth-of-type(2)`],
    ],
  ])("%s", (_, html, target) => {
    document.body.innerHTML = html;
    expect(suggestTargets(document.querySelector("[x]")!)[0]!.target).toEqual(target);
  });

  test("within a component, an id counts only if the component itself is named", () => {
    document.body.innerHTML = `<x-field></x-field><x-field id="city"></x-field>`;
    const [first, second] = [...document.querySelectorAll("x-field")].map((host) => {
      const root = host.attachShadow({ mode: "open" });
      root.innerHTML = `<input id="input" aria-label="${host.id || "Name"}">`;
      return root.querySelector("input")!;
    });
    expect(suggestTargets(second!)[0]!.target).toBe("#city >>> #input");
    expect(suggestTargets(first!)[0]!.target).toEqual([
      { role: "textbox", name: "Name" },
      expect.stringContaining("x-field:nth-of-type(1) >>> "),
    ]);
  });

  test("says what is lost in another language", () => {
    document.body.innerHTML = `<p><button>A</button><button x>B</button></p>`;
    expect(suggestTargets(document.querySelector("[x]")!)[0]!.risks).toEqual([
      "In another language it goes by its place, which a new build may give to another element: pick it for its guide in that language too.",
    ]);
  });

  test("keeps what the config has in other languages, and of this page's words and places only today's", () => {
    document.body.innerHTML = `<p><button>Annuler</button><button x>Envoyer</button></p>`;
    const known = [
      { role: "button", name: "Send" },
      { role: "button", name: "Annuler" },
      { text: "Senden" },
      { css: "p > i" },
    ];
    const [best] = suggestTargets(document.querySelector("[x]")!, { known });
    expect(best).toEqual({
      target: [
        { role: "button", name: "Send" },
        { text: "Senden" },
        { role: "button", name: "Envoyer" },
        "button:nth-of-type(2)",
      ],
      matches: 1,
      risks: [
        "It keeps the words that the config has for other languages: take out what no page says any more.",
      ],
    });
  });
});

describe("what is pointed at", () => {
  test.each<[what: string, html: string, wanted: string]>([
    [
      "the button that an icon's line is in",
      `<button class="w"><svg><path class="at" d="M1 1"/></svg></button>`,
      ".w",
    ],
    ["the link that a word is in", `<a class="w" href="/a"><b class="at">A</b></a>`, ".w"],
    ["a drawing whole", `<p><svg class="w"><g><path class="at" d="M1 1"/></g></svg></p>`, ".w"],
    ["what is pressed by nobody, as it is", `<td><p class="at w">Paid</p></td>`, ".w"],
  ])("is %s", (_, html, wanted) => {
    document.body.innerHTML = html;
    expect(toWhole(document.querySelector(".at")!)).toBe(document.querySelector(wanted));
  });
});
