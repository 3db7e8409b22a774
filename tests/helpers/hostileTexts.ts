/** Texts that mean something to a page, an address, a terminal or a reader, where nobody takes them for a text. */
export const HOSTILE: readonly string[] = [
  "<script>alert(1)</script>",
  "</title><script>alert(1)</script>",
  "</style><script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<svg onload=alert(1)>",
  "<svg><style>*{background:url(https://evil.example/a)}</style></svg>",
  '"><iframe src="https://evil.example/b"></iframe>',
  "'><object data=https://evil.example/c></object>",
  '" onmouseover="alert(1)',
  "' autofocus onfocus='alert(1)",
  "<a href=javascript:alert(1)>press</a>",
  "<base href=https://evil.example/>",
  "<meta http-equiv=refresh content='0;url=https://evil.example/d'>",
  "<link rel=stylesheet href=//evil.example/e.css>",
  "<form action=https://evil.example/f><button>Send</button></form>",
  "<!-- ",
  "-->",
  "<![CDATA[",
  "]]>",
  "&lt;b&gt;",
  "&amp;lt;script&amp;gt;",
  "&#60;script&#62;",
  "{{constructor.constructor('alert(1)')()}}",
  "\u0024{alert(1)}",
  "<plaintext>",
  "<textarea><xmp>",
  "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
  "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
  "javascript:alert(1)//",
  "data:text/html,<script>alert(1)</script>",
  "url(https://evil.example/g)",
  "@import 'https://evil.example/h';",
  "\u202egnp.exe",
  "null\u0000byte",
  "line\u2028break\u2029",
  "\ud800 half",
  `${"w".repeat(300)}`,
  "مرحبا <b>",
];

/** Each of them as a story that somebody of that name tells, and as what they have looked for in help. */
export const tellHostile = (): ReadonlyArray<Readonly<Record<string, unknown>>> =>
  HOSTILE.flatMap((answer, i) =>
    ["Story Told", "Doc Searched"].map((event) => ({
      type: "track",
      event,
      userId: `u ${answer}`,
      messageId: `${event} ${i}`,
      timestamp: "2026-12-30T09:00:00Z",
      properties: { answer, guide_id: "story", query: answer, hits: 0 },
    })),
  );

const TAGS = [
  "img src=x",
  "svg",
  "video src=x",
  "body",
  "details open",
  "input autofocus",
  "iframe",
  "audio src=x",
];
const HANDLERS = [
  "onerror",
  "onload",
  "onfocus",
  "ontoggle",
  "onpointerover",
  "onanimationstart",
  "oncanplay",
];
const FORMULAS = [
  "=1+1",
  "+1+1",
  "-1+1",
  "@SUM(A1)",
  "\t=1+1",
  "\r=1+1",
  " =1+1",
  "|calc",
  "=HYPERLINK(0)",
  '="a"&"b"',
];

/** More than a hundred, for where each costs little. */
export const MANY_HOSTILE: readonly string[] = [
  ...HOSTILE,
  ...TAGS.flatMap((tag) => HANDLERS.map((handler) => `<${tag} ${handler}=globalThis.hasRun=1>`)),
  ...["javascript", "JaVaScRiPt", "java\tscript", "vbscript", "data"].map(
    (scheme) => `${scheme}:globalThis.hasRun=1`,
  ),
  ...FORMULAS,
];
