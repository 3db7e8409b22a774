/**
 * The card beside a target, its ring and arrow, and the dot of a hotspot; under 480 px the card is a sheet. Positions
 * come in as `--x --y --at --w --h --r`.
 *
 * What opened by itself lets presses through for its first 300 ms: they were meant for what was there before.
 */
export const CARD_STYLE = `
.card,.ring,.dot{position:fixed;left:var(--x);top:var(--y)}
.card{width:300px;max-width:calc(100vw - 16px);outline:none;border-radius:var(--milepost-radius);background:var(--milepost-surface);box-shadow:var(--milepost-shadow);border:1px solid var(--milepost-line);text-align:start}
.card:not([data-side]),.dot:not([data-side]){visibility:hidden}
.card[data-side]{animation:in .16s ease-out}
.card.held[data-side]{animation:in .16s ease-out,hold .3s}
[data-side=bottom]{--dy:-4px;--turn:45deg}
[data-side=top]{--dy:4px;--turn:225deg}
[data-side=right]{--dx:-4px;--turn:-45deg}
[data-side=left]{--dx:4px;--turn:135deg}
[data-side=none]{--dy:4px;left:50%;top:auto;bottom:24px;margin-left:-150px}
.in{max-height:min(60vh,480px);overflow:auto;padding:15px 15px 0;display:grid;gap:4px;border-radius:inherit}
.in .title{padding-inline-end:28px}
.card footer{display:flex;flex-wrap:wrap;align-items:center;justify-content:flex-end;gap:8px;padding:12px 15px 15px}
.card .note{margin-inline-end:auto}
.card .close{position:absolute;inset-block-start:9px;inset-inline-end:9px}
.finished{grid-template-columns:auto 1fr;gap:8px;padding-bottom:15px}
.arrow{position:absolute;width:12px;height:12px;rotate:var(--turn);background:inherit;border:inherit;border-width:1px 0 0 1px;border-start-start-radius:3px;clip-path:polygon(-9px -9px,14px -9px,-9px 14px)}
[data-side=bottom] .arrow{top:-7px;left:calc(var(--at) - 7px)}
[data-side=top] .arrow{bottom:-7px;left:calc(var(--at) - 7px)}
[data-side=right] .arrow{left:-7px;top:calc(var(--at) - 7px)}
[data-side=left] .arrow{right:-7px;top:calc(var(--at) - 7px)}
[data-side=over] .arrow{display:none}
.ring{width:var(--w);height:var(--h);border-radius:var(--r);pointer-events:none;box-shadow:0 0 0 4px color-mix(in srgb,var(--milepost-accent) 22%,transparent);animation:fade .16s ease-out}
.ring:not([style]){display:none}
.dot{display:grid;place-items:center;width:24px;height:24px;border-radius:50%;animation:fade .16s}
.dot.held{animation:fade .16s,hold .3s}
.dot:before,.dot:after{content:"";grid-area:1/1;width:12px;height:12px;border-radius:50%;background:var(--milepost-accent)}
.dot:before{opacity:.22;scale:1.8;animation:pulse 2s ease-out 3}
.dot:after{box-shadow:0 0 0 2px var(--milepost-surface)}
@keyframes in{from{opacity:0;translate:var(--dx,0) var(--dy,0)}}
@keyframes fade{from{opacity:0}}
@keyframes hold{from,to{pointer-events:none}}
@keyframes pulse{from{scale:1;opacity:.5}60%,to{scale:2.6;opacity:0}}
@media(prefers-reduced-motion:reduce){.card[data-side],.ring,.dot{animation-name:fade,hold;animation-duration:80ms,.3s}.dot:before{animation:none}}
@media(width<480px){
.card[data-side]{inset:auto 0 var(--keyboard,0px);margin:0;width:auto;max-width:none;max-height:calc(var(--height,100dvh)/2);display:flex;flex-direction:column;border-width:1px 0 0;border-radius:16px 16px 0 0;padding:12px 0 env(safe-area-inset-bottom);--dx:0;--dy:4px}
.card[data-edge=top]{inset:0 0 auto;border-width:0 0 1px;border-radius:0 0 16px 16px;padding:env(safe-area-inset-top) 0 12px;--dy:-4px}
.card:before{content:"";position:absolute;left:50%;top:6px;width:36px;height:4px;margin-left:-18px;border-radius:2px;background:var(--milepost-line)}
.card[data-edge=top]:before{top:auto;bottom:6px}
.in{max-height:none}
.card .close{inset-block-start:8px;inset-inline-end:4px}
.arrow{display:none}
}
@media(forced-colors:active){.ring{outline:2px solid Highlight;outline-offset:2px}.dot:after{background:Highlight;forced-color-adjust:none}}
`;
