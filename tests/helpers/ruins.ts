/** What a page may have done to what all scripts share, before ours comes. Each runs there, so it stands for itself. */
type Ruin = readonly [title: string, ruin: () => void];

/** Guides and reports go on. */
export const HOSTS: readonly Ruin[] = [
  [
    "has a toJSON on every array and object, as libraries of old",
    () => {
      const toJSON = { value: () => '"[]"', configurable: true };
      Object.defineProperty(Array.prototype, "toJSON", toJSON);
      Object.defineProperty(Object.prototype, "toJSON", toJSON);
    },
  ],
  [
    "has things of its own on the prototypes, to be seen by every loop",
    () => {
      Object.assign(Array.prototype, { last: () => 1, remove: () => 2 });
      Object.assign(String.prototype, { extra: () => 4 });
    },
  ],
  [
    "has defined elements of our names",
    () => {
      class Theirs extends HTMLElement {
        constructor() {
          super();
          this.attachShadow({ mode: "open" }).append("theirs");
        }
      }
      customElements.define("milepost-root", Theirs);
      customElements.define("milepost-slot", class extends Theirs {});
    },
  ],
  [
    "has wrapped fetch and history in its own",
    () => {
      const { fetch } = window;
      window.fetch = (...given) => fetch(...given).then((reply) => reply);
      history.pushState = () => {
        throw new Error("a router of the page");
      };
    },
  ],
  [
    "has a Promise of its own",
    () => {
      const Native = Promise;
      class Theirs<T> extends Native<T> {}
      Object.assign(window, { Promise: Theirs });
    },
  ],
  [
    "has a clock that stands still",
    () => {
      const Native = Date;
      const at = Native.now();
      class Still extends Native {
        constructor(...given: [number]) {
          super(given.length > 0 ? given[0] : at);
        }
        static override now = () => at;
      }
      Object.assign(window, { Date: Still });
    },
  ],
  [
    "revives dates in all JSON that does not say how it is to be read",
    () => {
      const { parse } = JSON;
      const revive = (_: string, value: unknown): unknown =>
        typeof value === "string" && /^\d{4}-\d\d-\d\d/.test(value) ? new Date(value) : value;
      JSON.parse = (text, reviver) => parse(text, reviver ?? revive);
    },
  ],
  [
    "is built on a library that writes its own JSON, lists, functions and elements",
    () => {
      const first = (one: readonly unknown[]): unknown => (one.length > 1 ? one : one[0]);
      const lists = {
        toJSON(this: unknown[]) {
          return `[${this.join(", ")}]`;
        },
        reduce(this: unknown[]) {
          return first(this);
        },
        find(this: unknown[], is: (value: unknown, index: number) => unknown) {
          for (let i = 0; i < this.length; i++) if (is(this[i], i)) return this[i];
          return undefined;
        },
        entries(this: unknown[]) {
          return this.concat();
        },
        clear(this: unknown[]) {
          this.length = 0;
          return this;
        },
      };
      Object.assign(Array.prototype, lists);
      Object.assign(String.prototype, {
        toJSON(this: string) {
          return JSON.stringify(`${this}`);
        },
        startsWith(this: string, start: string) {
          return this.lastIndexOf(start, 0) === 0;
        },
      });
      Object.assign(Number.prototype, { toJSON: Number.prototype.toString });
      Object.assign(Function.prototype, {
        bind(this: (...given: unknown[]) => unknown, self: unknown, ...early: unknown[]) {
          return (...given: unknown[]) => this.apply(self, [...early, ...given]);
        },
      });
      Object.assign(Object, {
        keys(of: object) {
          const keys: string[] = [];
          for (const key in of) if (Object.hasOwn(of, key)) keys.push(key);
          return keys;
        },
      });
      const nothing = (): void => {};
      Object.assign(Element.prototype, { show: nothing, hide: nothing, update: nothing, select: () => [] });
      Object.assign(document, {
        getElementsByClassName: (name: string) => [...document.querySelectorAll(`.${name}`)],
      });
    },
  ],
];

/** Where the language itself is broken for us, we cannot do our work; the page does its own. */
export const BEYOND: readonly Ruin[] = [
  ["has a clock that says texts", () => Object.assign(Date, { now: () => "yesterday" })],
  ["has a clock that says nothing", () => Object.assign(Date, { now: () => undefined })],
  ["reads null from all JSON", () => Object.assign(JSON, { parse: () => null })],
  ["writes nothing as JSON", () => Object.assign(JSON, { stringify: () => undefined })],
  [
    "binds no function",
    () => {
      Function.prototype.bind = () => {
        throw new Error("not bound");
      };
    },
  ],
  [
    "keeps lists from scripts that it does not know",
    () => {
      const isOurs = (): boolean => /\/dist\//.test(new Error().stack ?? "");
      for (const name of ["push", "filter", "flatMap", "slice"] as const) {
        const { [name]: native } = Array.prototype;
        const kept = function (this: unknown[], ...given: never[]): unknown {
          if (isOurs()) throw new Error(`not for you: ${name}`);
          return Reflect.apply(native, this, given);
        };
        Object.defineProperty(Array.prototype, name, { value: kept });
      }
    },
  ],
  [
    "lets no script that it does not know go through a list",
    () => {
      const { [Symbol.iterator]: native } = Array.prototype;
      const kept = function (this: unknown[]): unknown {
        if (/\/dist\//.test(new Error().stack ?? "")) throw new Error("not for you: a list");
        return Reflect.apply(native, this, []);
      };
      Object.defineProperty(Array.prototype, Symbol.iterator, { value: kept });
    },
  ],
  [
    "lets no script that it does not know take something out of a set",
    () => {
      const { delete: native } = Set.prototype;
      Set.prototype.delete = function (this: Set<unknown>, one) {
        if (/\/dist\//.test(new Error().stack ?? "")) throw new Error("not for you: a set");
        return Reflect.apply(native, this, [one]);
      };
    },
  ],
];

/** Values on every object, by the names of what a config or a page may leave out. */
const LEFT_OUT =
  "id href user account type title done length name label target status on if for consent guides locale token step is after segments report mask end";
/** And of what our own records may be without: of a person, of an event on its way, of how it is sent. */
const OWN =
  "arm opened bridged clock self completed dismissed snoozed skipped minimised draft visited tips segment own gap traits event properties userId groupId seq delivery until tries held format filter tokens address bearer retryAfter";

/** @param names Put there by `addInitScript`, which takes no list along from here. */
export function inherit(names: string): void {
  for (const name of names.split(" ")) Object.assign(Object.prototype, { [name]: "/theirs" });
}

export const INHERITED = `${LEFT_OUT} ${OWN}`;
