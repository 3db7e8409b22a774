/** The dot of a hotspot: three slow pulses, then it is at rest. */
export const HOTSPOT_STYLE = `
.dot{display:grid;place-items:center;width:24px;height:24px;border-radius:50%}
.dot[hidden]{display:none}
.dot:before,.dot:after{content:"";grid-area:1/1;width:12px;height:12px;border-radius:50%;background:var(--_accent)}
.dot:before{opacity:.22;scale:1.9;}
.dot:after{box-shadow:0 0 0 2px var(--_surface)}
@keyframes pulse{0%{scale:1;opacity:.4}70%{scale:2.6;opacity:0}71%{scale:1;opacity:0}}
@media(prefers-reduced-motion:no-preference){.dot:before{animation:pulse 2s ease-out 3}}
@media(forced-colors:active){.dot:after{background:Highlight;forced-color-adjust:none}}
`;
