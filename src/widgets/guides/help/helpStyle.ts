/** The launcher, the help panel, and the sheet that it is under 480 px. */
export const HELP_STYLE = `
.launcher{position:fixed;display:flex;max-width:min(260px,100vw - 32px);align-items:center;min-height:44px;padding:0 18px;border-radius:22px;background:var(--_accent);color:var(--_on-accent);box-shadow:var(--_shadow);font-size:14px;line-height:20px;font-weight:650;animation:fade var(--time),hold .3s}
.launcher:hover{box-shadow:var(--_shadow),0 0 0 3px var(--soft)}
.launcher .name{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
[data-corner=bottom-end]{inset-block-end:16px;inset-inline-end:16px;--dy:4px}
[data-corner=bottom-start]{inset-block-end:16px;inset-inline-start:16px;--dy:4px}
[data-corner=top-end]{inset-block-start:16px;inset-inline-end:16px;--dy:-4px}
[data-corner=top-start]{inset-block-start:16px;inset-inline-start:16px;--dy:-4px}
.help{position:fixed;z-index:2;width:380px;max-height:min(600px,100vh - 32px);display:flex;flex-direction:column;overflow:hidden}
.launcher~.help{max-height:min(600px,100vh - 88px)}
.launcher~.help[data-corner^=bottom]{inset-block-end:72px}
.launcher~.help[data-corner^=top]{inset-block-start:72px}
.help .head{flex:none;display:flex;align-items:center;gap:4px;padding:11px 15px;border-bottom:1px solid var(--_line)}
.help .head .title{flex:1}
.help .head .tool:last-child{margin-inline-end:-6px}
.help .tool:first-child{margin-inline-start:-8px}
.help .tool:first-child:dir(rtl),.doc .icon:dir(rtl),.button .icon:dir(rtl){scale:-1 1}
.help.inline{position:static;width:auto;max-width:none;max-height:none;box-shadow:none}
.scroll{flex:0 1 auto;min-height:0;overflow:auto;padding:8px 7px}
.scroll:has(.search){min-height:min(168px,calc(var(--height,100dvh)/2 - 140px))}
.scroll[style]:has(.search){height:var(--kept)}
.search{all:unset;box-sizing:border-box;display:block;width:calc(100% - 8px);margin:4px 4px 8px;padding:7px 11px;border:1px solid var(--_edge);border-radius:var(--_control);background:var(--_raised);color:var(--_text);font-size:14px;line-height:21px}
.search::placeholder{color:var(--_muted)}
.badge{display:grid;place-items:center;min-width:20px;height:20px;margin-inline:8px -6px;border-radius:10px;background:var(--_on-accent);color:var(--_accent);font-size:12px;font-variant-numeric:tabular-nums}
.new{font-size:12px;line-height:18px;font-weight:650;color:var(--_accent-text)}
.rating{display:flex;align-items:center;gap:8px;min-height:40px;padding-top:8px;border-top:1px solid var(--_line)}
.rating .button{min-height:28px;padding-block:3px;border:1px solid var(--_line);color:var(--_text)}
.rating span{margin-inline-end:auto}
.pause{flex:none;display:flex;flex-wrap:wrap;align-items:center;padding:4px 7px;border-top:1px solid var(--_line)}
.pause .button{padding-inline:8px;font-size:12px;font-weight:400}
.pause .note{flex:1;padding-inline-start:8px}
.docs+.docs{margin-top:8px}
h3{margin:0;padding:8px 8px 4px;font-size:12px;line-height:18px;font-weight:650;color:var(--_muted)}
.docs ul{list-style:none}
.doc{display:flex;align-items:center;gap:8px;width:100%;padding:8px;border-radius:var(--_control);font-size:14px;line-height:21px;color:var(--_text)}
.doc:hover{background:var(--_raised)}
.doc:focus-visible{outline-offset:-2px}
.doc .name{flex:1}
.doc .icon{flex:none;color:var(--_muted)}
article{display:grid;gap:12px;padding:8px}
article .body{color:var(--_text)}
.button .icon{margin-inline-start:4px}
.empty{padding:16px 8px;font-size:14px;line-height:21px;color:var(--_muted)}
@media(width<480px){
.doc{min-height:44px}
.search{font-size:16px}
.rating .button{min-height:44px}
.help .head .tool:last-child{margin-inline-end:-14px}
.help .head .tool:first-child{margin-inline-start:-14px}
:has(>.slot .sheet) .launcher{display:none}
:has(>.slot .help) :is(.card,.ring){visibility:hidden}
}
@media(width<480px) and (height<480px){.help.sheet{overflow:auto}.help.sheet .scroll{flex:none;min-height:0;overflow:visible}}
@media(forced-colors:active){.launcher{border:1px solid}}
`;
