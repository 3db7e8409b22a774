/**
 * The card beside a target, its ring and its arrow; under 480 px the card is a sheet. Positions come in as `--x --y --at
 * --w --h --r`. The arrow is a turned square whose inner half is cut off, so that it covers the card's border and goes on
 * with it.
 */
export const CARD_STYLE = `
.card,.ring,.dot{position:fixed;left:var(--x);top:var(--y)}
.card{width:300px;z-index:1;display:flex;flex-direction:column;max-height:calc(var(--height,100dvh) - 16px)}
.card:not([data-side]),.dot:not([data-side]),.ring:not([style]){visibility:hidden}
[data-side=bottom]{--dy:-4px;--turn:45deg}
[data-side=top]{--turn:225deg}
[data-side=right]{--dx:-4px;--dy:0;--turn:-45deg}
[data-side=left]{--dx:4px;--dy:0;--turn:135deg}
[data-side=none]{left:0;right:0;top:auto;bottom:24px;margin:auto}
.in{display:grid;gap:4px;max-height:min(60vh,480px);overflow:auto;padding:15px 15px 0;border-radius:inherit}
.in>:where(.title,.note){padding-inline-end:28px}
.in:where(:not(:has(.title))){padding-inline-end:43px}
.in:has(~.more)>:where(.title,.note){padding-inline-end:56px}
.in:where(:has(~.more):not(:has(.title))){padding-inline-end:71px}
.foot{flex:none;display:flex;flex-wrap:wrap;align-items:center;justify-content:flex-end;gap:8px;padding:12px 15px 15px}
.card .note{flex:1 0 auto}
:is(.card,.modal,.survey)>.tool{position:absolute;background:inherit;inset-block-start:9px;inset-inline-end:9px}
:is(.card,.modal,.survey)>.more{inset-inline-end:37px}
.thanks{display:flex;flex:1;gap:8px;font-size:14px;line-height:20px;color:var(--_text)}
.promise{padding:0 15px;unicode-bidi:normal}
.promise:has(+.tool){padding-bottom:15px}
.foot:has(+.promise){padding-bottom:8px}
.finished{grid-template-columns:auto 1fr;gap:8px;padding-bottom:15px}
.arrow{position:absolute;width:12px;height:12px;rotate:var(--turn);background:inherit;border:inherit;border-width:1px 0 0 1px;border-radius:3px 0 0;clip-path:polygon(-1px -1px,14.4px -1px,-1px 14.4px)}
[data-side=bottom]>.arrow{top:-7px;left:calc(var(--at) - 7px)}
[data-side=top]>.arrow{bottom:-7px;left:calc(var(--at) - 7px)}
[data-side=right]>.arrow{left:-7px;top:calc(var(--at) - 7px)}
[data-side=left]>.arrow{right:-7px;top:calc(var(--at) - 7px)}
[data-side=sheet]>.arrow{display:none}
.ring{width:var(--w);height:var(--h);border-radius:var(--r);pointer-events:none;box-shadow:0 0 0 4px var(--soft);animation:fade var(--time)}
.spot{box-shadow:0 0 0 4px var(--soft),0 0 0 200vmax #10131a73}
@media(width>=480px){
.card[data-side=sheet]{inset:auto 0 var(--keyboard,0px);margin:auto;width:min(480px,100%);max-height:calc(var(--height,100dvh)/2);border-width:1px 1px 0;border-radius:calc(var(--_radius) + 4px) calc(var(--_radius) + 4px) 0 0}
.card[data-side=sheet][data-edge]{inset:0 0 auto;border-width:0 1px 1px;border-radius:0 0 calc(var(--_radius) + 4px) calc(var(--_radius) + 4px);--dy:-4px}
.in{flex-shrink:99}:is(.card,.survey)>.foot{flex-shrink:1;overflow:auto}}
@media(width<480px){
.sheet>.in{flex:none;max-height:max(64px,var(--height,100dvh)/2 - 120px)}
:is(.card,.modal,.survey)>.tool{inset-block-start:14px;inset-inline-end:3px;padding:8px;background-clip:content-box}
:is(.card,.modal,.survey)>.more{inset-inline-end:47px}
.in:has(~.more)>:where(.title,.note){padding-inline-end:76px}
.in:where(:has(~.more):not(:has(.title))){padding-inline-end:91px}
.arrow{display:none}
.card[data-edge]{inset:0 0 auto!important;border-width:0 0 1px;border-radius:0 0 calc(var(--_radius) + 4px) calc(var(--_radius) + 4px);padding:env(safe-area-inset-top) 0 12px;--dy:-4px}
.card[data-edge]>.tool{inset-block-start:calc(3px + env(safe-area-inset-top))}
.card[data-edge]:before{top:auto;bottom:6px}
}
@media(width<480px) and (height<480px){.sheet>.in{max-height:none;overflow:visible}}
`;
