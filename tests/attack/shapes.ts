import fc from "fast-check";

const MB = 1_048_576;

/** Ways to fill about so many bytes with JSON, each dear to somebody who reads it. */
const FILLINGS: Readonly<Record<string, (bytes: number) => string>> = {
  "short keys": (bytes) => `{${fill(bytes, (n) => `"k${n}":0`)}}`,
  "long keys": (bytes) => `{${fill(bytes, (n) => `"${n}${"k".repeat(5_000)}":0`)}}`,
  "one text": (bytes) => JSON.stringify("x".repeat(bytes)),
  "half emojis": (bytes) => `"${"\\ud83c".repeat(bytes / 6)}"`,
  "escaped zeros": (bytes) => `"${"\\u0000".repeat(bytes / 6)}"`,
  "wide characters": (bytes) => `"${"語".repeat(bytes / 3)}"`,
  numbers: (bytes) => `[${fill(bytes, () => "1")}]`,
  "huge numbers": (bytes) => `[${fill(bytes, () => "1e308")}]`,
  "long numbers": (bytes) => `[${fill(bytes, () => "9".repeat(300))}]`,
  "empty objects": (bytes) => `[${fill(bytes, () => "{}")}]`,
  depth: (bytes) => "[".repeat(bytes / 2) + "]".repeat(bytes / 2),
  "deep objects": (bytes) => `${'{"a":'.repeat(bytes / 6)}1${"}".repeat(bytes / 6)}`,
  "wide and deep": (bytes) => `[${fill(bytes, () => `${"[".repeat(15)}${"]".repeat(15)}`)}]`,
  "odd keys": (bytes) => `{${fill(bytes, (n) => `"__proto__":{"x":${n}}`)}}`,
};

function fill(bytes: number, piece: (n: number) => string): string {
  const pieces: string[] = [];
  for (let size = 0, n = 0; size < bytes; n++) {
    const one = piece(n);
    pieces.push(one);
    size += one.length + 1;
  }
  return pieces.join(",");
}

const PLACES = [
  "envelope context",
  "each context",
  "properties",
  "traits",
  "event",
  "envelope",
  "batch",
] as const;

export interface Shape {
  readonly title: string;
  readonly body: string;
}

/** A body of up to 1 MB. @param share How much of the room is filled. */
export function createBody(
  filling: string,
  place: (typeof PLACES)[number],
  events: number,
  share: number,
): Shape {
  const inEach =
    place === "each context" || place === "properties" || place === "traits" || place === "event";
  const room = Math.max(0, (MB - 1_000 - events * 120) * share);
  const filled = FILLINGS[filling]!(Math.max(2, Math.floor(room / (inEach ? Math.max(1, events) : 1))));
  const own = {
    "each context": `,"context":{"odd":${filled}}`,
    properties: `,"properties":{"odd":${filled}}`,
    traits: `,"traits":{"odd":${filled}}`,
    event: `,"odd":${filled}`,
  };
  const extra = inEach ? own[place as keyof typeof own] : "";
  const batch = Array.from(
    { length: events },
    (_, n) => `{"type":"track","event":"Attack","messageId":"a${n}","userId":"u${n % 7}"${extra}}`,
  );
  const list = place === "batch" ? filled : `[${batch.join(",")}]`;
  const object = filled.startsWith("{") ? filled : `{"odd":${filled}}`;
  const context = place === "envelope context" ? `,"context":${object}` : "";
  const around = place === "envelope" ? `,"odd":${filled}` : "";
  return {
    title: `${filling} in ${place}, ${events} events`,
    body: `{"writeKey":"attack"${context}${around},"batch":${list}}`,
  };
}

/** All of them, each as large as it can be. */
export const getWorst = (): Shape[] =>
  Object.keys(FILLINGS).flatMap((filling) =>
    PLACES.flatMap((place) => [1, 100, 2_500].map((events) => createBody(filling, place, events, 1))),
  );

/** Any of them, of any size; and any JSON at all. */
export const anyShape: fc.Arbitrary<Shape> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({
        filling: fc.constantFrom(...Object.keys(FILLINGS)),
        place: fc.constantFrom(...PLACES),
        events: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 2_600 })),
        share: fc.oneof(
          fc.double({ min: 0, max: 0.05, noNaN: true }),
          fc.double({ min: 0, max: 1, noNaN: true }),
        ),
      })
      .map(({ filling, place, events, share }) => createBody(filling, place, events, share)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.jsonValue(), fc.jsonValue(), fc.array(fc.jsonValue(), { maxLength: 20 }))
      .map(([around, event, batch]) => ({
        title: "any JSON",
        body: JSON.stringify({
          writeKey: "attack",
          context: around,
          sentAt: event,
          batch: [event, ...batch],
        }),
      })),
  },
);
