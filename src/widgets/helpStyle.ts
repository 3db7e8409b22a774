/** The launcher, the help panel, and the sheet that it is under 480 px. */
export const HELP_STYLE = `
.launcher{position:fixed;display:flex;align-items:center;min-height:44px;padding:0 18px;border-radius:22px;background:var(--milepost-accent);color:var(--milepost-on-accent);box-shadow:var(--milepost-shadow);font-size:14px;line-height:20px;font-weight:650;animation:fade var(--time)}
.launcher:hover{box-shadow:var(--milepost-shadow),0 0 0 3px var(--soft)}
[data-corner=bottom-end]{inset-block-end:16px;inset-inline-end:16px;--dy:4px}
[data-corner=bottom-start]{inset-block-end:16px;inset-inline-start:16px;--dy:4px}
[data-corner=top-end]{inset-block-start:16px;inset-inline-end:16px;--dy:-4px}
[data-corner=top-start]{inset-block-start:16px;inset-inline-start:16px;--dy:-4px}
.help{position:fixed;z-index:2;width:380px;max-height:min(600px,100vh - 32px);display:flex;flex-direction:column;overflow:hidden}
.launcher~.help{max-height:min(600px,100vh - 88px)}
.launcher~.help[data-corner^=bottom]{inset-block-end:72px}
.launcher~.help[data-corner^=top]{inset-block-start:72px}
.help .head{flex:none;display:flex;align-items:center;gap:4px;padding:11px 15px;border-bottom:1px solid var(--milepost-line)}
.help .head .title{flex:1}
.help .head .tool:last-child{margin-inline-end:-6px}
.help .tool:first-child{margin-inline-start:-8px}
.help .tool:first-child:dir(rtl){scale:-1 1}
.scroll{overflow:auto;padding:8px 7px}
.docs+.docs{margin-top:8px}
h3{margin:0;padding:8px 8px 4px;font-size:12px;line-height:18px;font-weight:650;color:var(--milepost-muted)}
.docs ul{list-style:none}
.doc{display:flex;align-items:center;gap:8px;width:100%;padding:8px;border-radius:8px;font-size:14px;line-height:21px;color:var(--milepost-text)}
.doc:hover{background:var(--milepost-raised)}
.doc:focus-visible{outline-offset:-2px}
.doc .name{flex:1}
.doc .icon{flex:none;color:var(--milepost-muted)}
article{display:grid;gap:12px;padding:8px}
article .body{color:var(--milepost-text)}
.button .icon{margin-inline-start:4px}
.empty{padding:16px 8px;font-size:14px;line-height:21px;color:var(--milepost-muted)}
@media(width<480px){
.doc{min-height:44px}
.help .head .tool:last-child{margin-inline-end:-14px}
.help .head .tool:first-child{margin-inline-start:-14px}
:has(>.slot .sheet) .launcher{display:none}
:has(>.slot .help) :is(.card,.ring){visibility:hidden}
}
@media(forced-colors:active){.launcher{border:1px solid}}
`;
