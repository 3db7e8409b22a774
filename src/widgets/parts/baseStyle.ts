/**
 * Tokens, and what all drawings share. Nothing of the host's styles comes in but its font, direction and light or dark,
 * and the tokens that it gives anywhere above us: `--milepost-accent` on `:root` or on `milepost-root`.
 *
 * What opened by itself is `held`: it lets presses through for its first 300 ms, as they were meant for what was there
 * before. What the user has opened keeps those presses from its buttons: they belong to the one that opened it.
 *
 * What a page says of every popover, or of every element, would be said of ours too, and would move or show what has no
 * box of its own: our word is the important one there.
 *
 * `on-accent` is derived from the accent's relative luminance, which is the `y` of its XYZ form: white below 0.179, where
 * white has a contrast of at least 4.5; black up to 0.22, where black has; above it our dark blue, which has from there.
 * `accent-text` is the accent where it stands on a card: as dark or as light as text has to be, and else the same.
 */
export const BASE_STYLE = `
:host{all:initial;display:block;z-index:2147483000;
--_accent:var(--milepost-accent,light-dark(#3b5bdb,#91a7ff));
--_on-accent:color(from var(--_accent) xyz-d65 calc(clamp(0,(.179 - y)*1e6,1)*.9505 + clamp(0,(y - .22)*1e6,1)*.0095) calc(clamp(0,(.179 - y)*1e6,1) + clamp(0,(y - .22)*1e6,1)*.0086) calc(clamp(0,(.179 - y)*1e6,1)*1.089 + clamp(0,(y - .22)*1e6,1)*.024));
--_accent-text:light-dark(oklch(from var(--_accent) min(l,.5) c h),oklch(from var(--_accent) max(l,.76) c h));
--_surface:var(--milepost-surface,light-dark(#fff,#1d2027));
--_raised:var(--milepost-raised,light-dark(#f7f8fa,#262a33));
--_text:var(--milepost-text,light-dark(#16181d,#eef0f4));
--_muted:var(--milepost-muted,light-dark(#5b6270,#a5acba));
--_line:var(--milepost-line,light-dark(#e3e6eb,#343945));
--_edge:color-mix(in srgb,var(--_muted) 75%,var(--_surface));
--_good:var(--milepost-good,light-dark(#1a7f4b,#5fd39a));
--_shadow:var(--milepost-shadow,0 12px 32px light-dark(#1018281f,#00000080),0 2px 6px light-dark(#10182814,#0006));
--_radius:var(--milepost-radius,12px);
--_control:calc(var(--_radius)*2/3);
--soft:color-mix(in srgb,var(--_accent) 22%,transparent);--time:80ms;
font-family:inherit;color-scheme:inherit}
:where(:host>*){all:initial;display:block;font-family:var(--milepost-font,inherit);color-scheme:inherit;overflow-wrap:anywhere}
:host([inline]){z-index:auto}
:host(:not([inline])){position:fixed!important;inset:0 auto auto 0!important;width:0!important;height:0!important;min-width:0!important;min-height:0!important;margin:0!important;padding:0!important;border:0!important;background:none!important;box-shadow:none!important;outline:0!important;overflow:visible!important;transform:none!important;translate:none!important;scale:none!important;filter:none!important;backdrop-filter:none!important;opacity:1!important;transition:none!important;animation:none!important}
*,:before,:after{box-sizing:border-box}
h2,p,ul,ol{margin:0;padding:0;font:inherit}
button,:where(.button,.doc){all:unset;box-sizing:border-box;cursor:pointer}
:focus-visible:not([tabindex]:where(.surface)){outline:2px solid var(--_text);outline-offset:2px}
.region{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.icon{display:block;width:16px;height:16px;fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}
.icon.tick{padding:2px;border-radius:50%;background:var(--_good);color:var(--_surface);width:20px;height:20px;flex:none;stroke-width:2.2}
.button{display:inline-flex;max-width:100%;overflow-wrap:anywhere;align-items:center;justify-content:center;min-height:32px;padding:6px 12px;border-radius:var(--_control);font-size:13px;line-height:20px;font-weight:600;text-align:center;color:var(--_muted)}
.tool{flex:none;display:grid;place-items:center;width:28px;height:28px;border-radius:var(--_control);color:var(--_muted)}
.tool:hover,.button:hover{background:var(--_raised);color:var(--_text)}
.tools{display:flex;flex-wrap:wrap;gap:4px}
.more .icon{stroke-width:2.2}
.primary,.primary:hover{background:var(--_accent);color:var(--_on-accent)}
.primary:hover{box-shadow:0 0 0 3px var(--soft)}
.primary:active{box-shadow:none}
.surface{max-width:calc(100vw - 32px);border:1px solid var(--_line);border-radius:var(--_radius);outline:none;background:var(--_surface);color:var(--_text);box-shadow:var(--_shadow);text-align:start}
.surface,.dot{animation:in var(--time) ease-out}
.held{animation:in var(--time) ease-out,hold .3s}
.surface:not(.held)>*{animation:hold .3s}
.title{font-size:15px;line-height:20px;font-weight:650;color:var(--_text);text-wrap:balance}
.body{display:grid;gap:8px;font-size:14px;line-height:21px;color:var(--_muted);text-wrap:pretty}
.body :is(ul,ol){padding-inline-start:20px}
.body strong{font-weight:650;color:var(--_text)}
.body a{color:var(--_text);text-decoration:underline var(--_accent)}
.body code{font:13px ui-monospace,monospace;padding:1px 4px;border-radius:4px;background:var(--_raised)}
.body img{display:block;max-width:100%;border-radius:var(--_control)}
.note{font-size:12px;line-height:18px;color:var(--_muted);font-variant-numeric:tabular-nums}
.note,.note span,h3,.empty{unicode-bidi:plaintext;text-align:-webkit-match-parent;text-align:match-parent}
@supports(hyphenate-limit-chars:16 6 6){.title,.body,.button,.row,.doc{hyphens:auto;hyphenate-limit-chars:16 6 6}}
@keyframes fade{from{opacity:0}}
@keyframes in{from{opacity:0}}
@keyframes hold{from,to{pointer-events:none}}
@media(prefers-reduced-motion:no-preference){:host{--time:.16s}.button,.tool,.row,.doc{transition:.1s background-color,.1s color,.1s box-shadow}@keyframes in{from{opacity:0;translate:var(--dx,0) var(--dy,4px)}}}
@media(width<480px){
.button{min-height:44px;padding-inline:16px}
.tool{width:44px;height:44px}
.sheet{position:fixed!important;inset:auto 0 var(--keyboard,0px)!important;margin:0;width:auto!important;max-width:none;max-height:calc(var(--height,100dvh)/2)!important;overflow:auto;display:flex;flex-direction:column;border-width:1px 0 0;border-radius:calc(var(--_radius) + 4px) calc(var(--_radius) + 4px) 0 0;padding:12px 0 env(safe-area-inset-bottom);--dx:0;--dy:4px}
.sheet:before{content:"";position:absolute;left:50%;top:6px;width:36px;height:4px;margin-left:-18px;border-radius:2px;background:var(--_line)}
}
@media(forced-colors:active){.tool,.button{border:1px solid}.primary{border-width:2px}.ring{outline:2px solid;outline-offset:3px}.icon.tick{background:CanvasText;color:Canvas}}
@media print{:host{display:none}}
`;
