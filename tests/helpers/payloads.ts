/** What a text must never become: each runs `canary(...)` or asks the canary's host, wherever it is taken for more than text. */

export const CANARY_HOST = "canary.example";

const CALL = "canary(1)";

const MARKUP = [
  "script",
  "img",
  "svg",
  "math",
  "iframe",
  "object",
  "embed",
  "template",
  "style",
  "link",
  "base",
  "meta",
  "form",
  "details",
  "video",
  "body",
  "marquee",
].flatMap((tag) => [
  `<${tag} src=https://${CANARY_HOST}/${tag} href=https://${CANARY_HOST}/${tag} onload=${CALL} onerror=${CALL} onfocus=${CALL} autofocus ontoggle=${CALL} open>${CALL}</${tag}>`,
  `"><${tag} xlink:href="javascript:${CALL}" onload="${CALL}" data="https://${CANARY_HOST}/x" style="background:url(https://${CANARY_HOST}/c)">`,
  `</${tag}><${tag}/onload=${CALL}//`,
]);

const SCHEMES = ["javascript", "JaVaScRiPt", "vbscript", "data"];
const NOISE = ["", " ", "\t", "\n", "\u0000", "\u0001", "\u200b", "&#9;", "\\"];

/** Addresses that run something, and those that look like another. */
export const ADDRESSES: readonly string[] = [
  ...SCHEMES.flatMap((scheme) =>
    NOISE.flatMap((noise) => [
      `${noise}${scheme}:${CALL}`,
      `${scheme.slice(0, 4)}${noise}${scheme.slice(4)}${noise}:${CALL}//`,
    ]),
  ),
  "data:text/html;base64,PHNjcmlwdD5jYW5hcnkoMSk8L3NjcmlwdD4=",
  "data:image/svg+xml,<svg onload=canary(1)>",
  `https://acme.example@${CANARY_HOST}/`,
  `http://${CANARY_HOST}/`,
  "{{user.evil}}",
  "{{user.evil}}:canary(1)",
  "java{{user.none|script}}:canary(1)",
  "{{user.none|javascript:canary(1)}}",
];

const MARKDOWN = ADDRESSES.flatMap((address) => [`[press](${address})`, `![picture](${address})`]);

const FORMS = [
  "{{user.__proto__.evil|a}}",
  "{{user.constructor.name}}",
  "{{constructor.constructor('canary(1)')()}}",
  "{{user.evil:date}}",
  "{{user.evil:money <img src=x onerror=canary(1)>}}",
  "{{user.none|<img src=x onerror=canary(1)>}}",
  "$" + "{canary(1)}",
  "#{canary(1)}",
  "<%= canary(1) %>",
  "*".repeat(300),
  "[".repeat(300),
  "(".repeat(300),
];

const CSS = [
  `}*{background:url(https://${CANARY_HOST}/css)}`,
  `@import url(https://${CANARY_HOST}/import);`,
  `</style><script>${CALL}</script>`,
  `expression(${CALL})`,
];

/** Texts of every sort. */
export const TEXTS: readonly string[] = [...MARKUP, ...MARKDOWN, ...FORMS, ...CSS];
