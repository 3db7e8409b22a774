/** The checklist, its pill, and the sheet that it is under 480 px. */
export const CHECKLIST_STYLE = `
.checklist{position:fixed;inset-block-end:16px;inset-inline-end:16px;width:320px;max-height:min(600px,100vh - 32px);display:flex;flex-direction:column;overflow:hidden}
.checklist.inline{position:static;width:auto;max-width:none;max-height:none;box-shadow:none}
.checklist .head{flex:none;display:grid;grid-template-columns:1fr auto;align-items:start;gap:0 8px;padding:11px 15px 12px}
.checklist .head .title{padding-block:4px}
.checklist .head .tools{margin-inline-end:-6px}
.checklist .head .body{grid-column:1/-1}
.progress{grid-column:1/-1;height:4px;margin-top:8px;border-radius:2px;overflow:hidden;background:var(--_line)}
.progress span{display:block;height:100%;border-radius:2px;background:var(--_good)}
.checklist .head .note{grid-column:1/-1;display:flex;align-items:center;gap:6px;margin-top:8px}
.checklist .head .tick{width:16px;height:16px}
.checklist ul{list-style:none;overflow:auto}
.item{border-top:1px solid var(--_line);color:var(--_text)}
.row{display:flex;align-items:flex-start;gap:12px;width:100%;padding:10px 15px;font-size:14px;line-height:21px;text-align:start}
button.row:hover{background:var(--_raised)}
button.row:focus-visible{outline-offset:-3px;border-radius:var(--_control)}
.row .name{flex:1}
.circle{display:grid;place-items:center;flex:none;width:20px;height:20px;border:1.5px solid var(--_edge);border-radius:50%}
.over,.locked{color:var(--_muted)}
.current{background:var(--_raised)}
.row:has(+.inside){padding-bottom:4px}
.current .name{font-weight:650}
.current .circle{border:2px solid var(--_accent-text)}
.locked .circle{border-style:dashed}
.item .inside{padding:0 15px 12px 47px;display:grid;gap:8px}
.locked .row:has(+.inside){padding-bottom:0}
.row .note{flex:none;padding-block:2px}
.item .body{font-size:12px;line-height:18px}
.item .tools:empty{display:none}
.checklist .foot{border-top:1px solid var(--_line);padding-block:8px}
.checklist .promise{padding-bottom:12px}
.pill{position:fixed;inset-block-end:16px;inset-inline-end:16px;display:flex;align-items:center;min-height:44px;padding-inline:11px 15px;border-radius:22px;font-size:13px;line-height:20px;font-weight:600}
.pill>:is(.tick,.dial){margin-inline-end:8px}
.dial{flex:none;width:20px;height:20px;border-radius:50%;background:conic-gradient(var(--_good) calc(var(--done)*1turn),var(--_line) 0);mask:radial-gradient(closest-side,#0000 68%,#000 72%);forced-color-adjust:none}
.pill .name{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.count{flex:none;white-space:pre;font-weight:400;color:var(--_muted);font-variant-numeric:tabular-nums}
[data-launcher=bottom-end] :is(.checklist.sheet,.pill){inset-block-end:72px}
[data-launcher=bottom-end] .checklist.sheet{max-height:min(600px,100vh - 88px)}
[data-help] :is(.checklist.sheet,.pill){visibility:hidden}
@keyframes draw{from{stroke-dashoffset:1}}
@media(prefers-reduced-motion:no-preference){.fresh .tick path{stroke-dasharray:1;animation:draw .2s ease-out}.progress span{transition:width .3s ease-out}}
@media(width<480px){
.row{min-height:44px}
.row:has(+.inside){min-height:0}
.checklist .head .title{padding-block:12px}
.checklist .head .tools{margin-inline-end:-14px}
:has(>.slot .card:not([data-edge])) .pill{inset-block-end:calc(var(--sheet,0px) + var(--keyboard,0px) + 12px)}
:has(>.slot .checklist.sheet) :is(.card,.ring){visibility:hidden}
}
@media(width<480px) and (height<480px){.checklist.sheet{overflow:auto}.checklist.sheet ul{flex:none;overflow:visible}}
@media(forced-colors:active){.circle,.progress{border:1px solid}.progress{height:8px}.progress span{background:Highlight;forced-color-adjust:none}}
`;
