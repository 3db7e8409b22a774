import type { Expectation } from "./expectation.ts";
import { nextMoment, toMoment } from "./moment.ts";
import { createPerson, ms } from "./person.ts";
import { createStage, type Stage } from "./stage.ts";
import { readValues } from "./values.ts";

/**
 * A story: what somebody does, in words, and in between what is expected by then. It starts on Monday, 5 January 2026,
 * at 09:00 UTC, when they open the page for the first time. Acts stand between commas:
 *
 * | words                            | what happens                                                                  |
 * | -------------------------------- | ----------------------------------------------------------------------------- |
 * | `Paid`, `Paid (total: 40)`       | the product tracks an event, with its properties (see values.ts)              |
 * | `Paid 2h ago`                    | likewise, but it is told late                                                 |
 * | `Paid as m1`                     | likewise, with this message id                                                |
 * | `3d`, `23h 59m`                  | time goes by                                                                  |
 * | `mon 09:00`, `20:00`             | it becomes that time, the next there is on the user's clock                   |
 * | `2026-03-29 01:30`               | it becomes that moment on the user's clock; with a `Z` behind, in UTC         |
 * | `/invoices`                      | the address changes, the page stays                                           |
 * | `load`, `load /invoices`         | a page is loaded: this one again, or that one                                 |
 * | `press`                          | a press or a key: a sign of life, and nothing more                            |
 * | `signal rage-click`              | the page shows trouble                                                        |
 * | `user (role: admin)`             | traits of the user become known                                               |
 * | `account acme (plan: free)`      | the account, and traits of it, become known                                   |
 * | `zone Asia/Kathmandu`            | they travel                                                                   |
 * | `sees tip`                       | the guide, which is to show, is drawn; or held out, where it is to be         |
 * | `misses tip`                     | the guide, which is to show, has no place on this page                        |
 * | `opens tip`                      | they open it themselves                                                       |
 * | `dismisses tip`, `completes tip` | they close it for good; they do what it asks for                              |
 * | `snoozes tip for 3d`             | they send it away for so long                                                 |
 * | `skips team in list`             | they skip an item of a checklist                                              |
 *
 * In the place of an expectation, `release` deploys another config, which knows what was remembered under the old one.
 */
export type Story = ReadonlyArray<string | Expectation | { readonly release: object }>;

export interface Who {
  readonly user?: string;
  readonly account?: string;
  readonly zone?: string;
}

/** Tells a story and holds it to what it expects. */
export function tell(config: object, who: Who, story: Story, asleep: boolean): void {
  const stage = createStage(createPerson(config, who), asleep);
  for (const step of story) {
    if (typeof step === "string") for (const words of split(step)) act(stage, words);
    else if ("release" in step) stage.person.release(step.release);
    else stage.check(step);
  }
}

/** At the commas that stand between acts, not in their parentheses. */
const split = (words: string): string[] => words.split(/,\s*(?![^(]*\))/);

type Words = ReadonlyArray<string | undefined>;

const ACTS: ReadonlyArray<readonly [form: RegExp, act: (stage: Stage, ...words: Words) => void]> = [
  [
    /^(\d[\d.]*[smhdw](?: \d[\d.]*[smhdw])*)$/,
    (stage, spans) => stage.waitUntil(stage.person.now() + toSpan(spans!)),
  ],
  [
    /^(?:(mon|tue|wed|thu|fri|sat|sun) )?(\d\d:\d\d(?::\d\d)?)$/,
    (stage, day, time) =>
      stage.waitUntil(nextMoment(day, time!, stage.person.now(), stage.person.here().zone)),
  ],
  [
    /^(\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?Z?)$/,
    (stage, moment) => stage.waitUntil(toMoment(moment!, stage.person.here().zone)),
  ],
  [/^((?:\/|https:).*)$/, (stage, path) => stage.visit(path!)],
  [/^load(?: (.+))?$/, (stage, path) => stage.load(path)],
  [/^press$/, ({ person }) => person.press()],
  [/^(signal \S+)$/, ({ person }, name) => person.track(name!)],
  [/^user \((.*)\)$/, ({ person }, traits) => person.identify(readValues(traits!))],
  [/^account (\S+)(?: \((.*)\))?$/, ({ person }, id, traits = "") => person.group(readValues(traits), id)],
  [/^zone (\S+)$/, ({ person }, zone) => person.travel(zone!)],
  [/^sees (\S+)$/, (stage, guide) => stage.see(guide!)],
  [/^misses (\S+)$/, (stage, guide) => stage.miss(guide!)],
  [/^opens (\S+)$/, (stage, guide) => stage.open(guide!)],
  [/^dismisses (\S+)$/, (stage, guide) => stage.do(guide!, { did: "dismissed" })],
  [/^completes (\S+)$/, (stage, guide) => stage.do(guide!, { did: "completed" })],
  [
    /^snoozes (\S+) for (\S+)$/,
    (stage, guide, span) => stage.do(guide!, { did: "snoozed", until: stage.person.now() + ms(span!) }),
  ],
  [/^skips (\S+) in (\S+)$/, (stage, item, guide) => stage.do(guide!, { did: "skipped", item: item! })],
  [
    /^([A-Z][A-Za-z ]*?)(?: \((.*)\))?(?: (\d[\w. ]*) ago)?(?: as (\S+))?$/,
    ({ person }, name, properties = "", late = "0s", id) =>
      person.track(name!, readValues(properties), person.now() - toSpan(late), id),
  ],
];

function act(stage: Stage, words: string): void {
  for (const [form, perform] of ACTS) {
    const found = form.exec(words);
    if (!found) continue;
    // The others wake a page that slept by themselves.
    if (/^(account|zone|sees|misses|opens|dismisses|completes|snoozes|skips) /.test(words)) stage.catchUp();
    perform(stage, ...found.slice(1));
    stage.refresh();
    return;
  }
  throw new Error(`A story cannot say "${words}"`);
}

const toSpan = (spans: string): number => spans.split(" ").reduce((sum, span) => sum + ms(span), 0);
