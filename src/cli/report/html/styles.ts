/** How a page of the report looks: the same colours as Mission Control, light and dark, and on paper. */
export const STYLES = `
:root {
  color-scheme: light dark;
  --page: #f2f3f7; --surface: #ffffff; --text: #16181d; --muted: #5b6270; --line: #e3e6eb;
  --track: #e9ecf3; --bar: #4c6be0; --loss: #b42d1b;
  font: 15px/23px system-ui, sans-serif;
  font-variant-numeric: tabular-nums;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #121419; --surface: #1d2027; --text: #eef0f4; --muted: #a5acba; --line: #343945;
    --track: #2c313c; --bar: #7f97f4; --loss: #ff9a86;
  }
}
*, ::before, ::after { box-sizing: border-box; }
body {
  max-inline-size: 1160px; margin: 0 auto; padding: 32px 24px 64px;
  background: var(--page); color: var(--text); overflow-wrap: anywhere; -webkit-text-size-adjust: 100%;
}
h1, h2, h3, p, ol, ul, dl, dd { margin: 0; padding: 0; }
ol, ul { list-style: none; }
h1 { font-size: 22px; line-height: 30px; }
h2 { font-size: 18px; line-height: 26px; margin-block-start: 40px; }
h2 + .about { margin-block-start: 4px; }
.about { max-inline-size: 820px; }
.cards { margin-block-start: 12px; }
h3 { font-size: 15px; line-height: 22px; }
.about, .definition, .note { color: var(--muted); font-size: 13px; line-height: 19px; }
.first { margin-block-start: 16px; font-size: 18px; line-height: 27px; }
.card, .first {
  padding: 18px 20px; background: var(--surface); border: 1px solid var(--line); border-radius: 12px;
}
.cards { display: grid; gap: 16px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 340px), 1fr)); align-items: start; }
.card { display: grid; gap: 12px; min-inline-size: 0; }
.whole { grid-column: 1 / -1; }
.definition { border-block-start: 1px solid var(--line); padding-block-start: 10px; }
.rows { display: grid; gap: 10px; }
.rows li { display: grid; gap: 3px; min-inline-size: 0; }
.line { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 12px; }
.line > * { min-inline-size: 0; }
.name { font-weight: 600; }
.loss { color: var(--loss); }
blockquote { margin: 0; padding-inline-start: 12px; border-inline-start: 3px solid var(--bar); }
svg { display: block; inline-size: 100%; }
.bar { block-size: 8px; border-radius: 4px; overflow: hidden; }
.bar .track { fill: var(--track); }
.bar .fill { fill: var(--bar); }
.bar .lost { fill: var(--loss); }
.interval { block-size: 18px; max-inline-size: 320px; }
.interval line, .curve .grid { stroke: var(--line); }
.interval .zero { stroke: var(--muted); }
.interval .reach { stroke: var(--bar); stroke-width: 3; }
.interval .wings { stroke: var(--bar); stroke-width: 1; }
.interval circle { fill: var(--bar); }
.curve { max-inline-size: 420px; }
.curve polyline { fill: none; stroke: var(--bar); stroke-width: 2; }
.curve text { fill: var(--muted); font-size: 11px; }
.curve .aim { stroke: var(--loss); stroke-dasharray: 3 3; }
.scroll { overflow-x: auto; }
img { display: block; max-inline-size: 100%; border: 1px solid var(--line); }
pre { margin: 0; overflow-x: auto; font: 13px/20px ui-monospace, monospace; white-space: pre-wrap; }
mark { background: var(--track); color: var(--loss); }
table { border-collapse: collapse; min-inline-size: 100%; font-size: 14px; line-height: 20px; overflow-wrap: normal; }
th, td { padding: 6px 10px; text-align: end; white-space: nowrap; border-block-end: 1px solid var(--line); }
th { color: var(--muted); font-weight: 600; }
th:first-child, td:first-child { text-align: start; padding-inline-start: 0; white-space: normal; min-inline-size: 110px; max-inline-size: 260px; overflow-wrap: anywhere; }
tbody th { color: var(--text); }
@media (max-width: 480px) {
  body { padding: 20px 16px 48px; }
  .card, .first { padding: 14px 16px; }
}
@media print {
  :root { color-scheme: light; --page: #ffffff; --surface: #ffffff; --text: #000000; --muted: #444444; --line: #bbbbbb; --track: #dddddd; --bar: #3350b8; --loss: #8f2013; }
  @page { margin: 14mm; }
  body { max-inline-size: none; padding: 0; font-size: 10pt; line-height: 14pt; }
  h1 { font-size: 15pt; line-height: 20pt; }
  h2 { font-size: 12pt; line-height: 16pt; margin-block-start: 18pt; }
  h3 { font-size: 10pt; line-height: 14pt; }
  .first { font-size: 11pt; line-height: 16pt; }
  .about, .definition, .note { font-size: 8.5pt; line-height: 12pt; }
  .card, .first { padding: 8pt 10pt; border-radius: 6pt; }
  .cards { gap: 8pt; grid-template-columns: 1fr 1fr; }
  .card { gap: 6pt; break-inside: avoid; }
  .card.whole:has(li:nth-child(9), tr:nth-child(9)) { break-inside: auto; }
  .first, .about, .line, .note, .rows li, tr, svg, .definition { break-inside: avoid; }
  h2, h3, .about, h3 + .note, .line:has(+ svg), thead, tbody tr:first-child { break-after: avoid; }
  .definition, tbody tr:last-child { break-before: avoid; }
  .scroll { overflow: visible; }
  table { font-size: 8pt; line-height: 11pt; }
  th, td { padding: 2pt 4pt; white-space: normal; }
  th:first-child, td:first-child { min-inline-size: 0; }
  * { print-color-adjust: exact; }
}
`;
