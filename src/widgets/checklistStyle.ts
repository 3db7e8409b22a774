/** The checklist, its pill, and the sheet that it is under 480 px. */
export const CHECKLIST_STYLE = `
.checklist{position:fixed;inset-block-end:16px;inset-inline-end:16px;width:320px;max-width:calc(100vw - 32px);max-height:min(600px,100vh - 32px);display:flex;flex-direction:column;outline:none;overflow:hidden;border-radius:var(--milepost-radius);background:var(--milepost-surface);border:1px solid var(--milepost-line);box-shadow:var(--milepost-shadow);text-align:start;animation:in .16s ease-out}
.checklist.held,.pill.held{--dy:4px;animation:in .16s ease-out,hold .3s}
.checklist.inline{position:static;width:auto;max-width:none;max-height:none;box-shadow:none}
.checklist header{flex:none;display:grid;grid-template-columns:1fr auto;align-items:center;gap:0 8px;padding:11px 15px 12px}
.checklist header .title{padding-block:4px}
.tools{display:flex;flex-wrap:wrap;gap:4px}
.checklist header .tools{margin-inline-end:-6px}
.minimise{display:grid;place-items:center;width:28px;height:28px;border-radius:8px;color:var(--milepost-muted)}
.minimise:hover{background:var(--milepost-raised);color:var(--milepost-text)}
.progress{grid-column:1/-1;height:4px;margin-top:6px;border-radius:2px;overflow:hidden;background:var(--milepost-line)}
.progress span{display:block;height:100%;border-radius:2px;background:var(--milepost-good);transition:width .3s ease-out}
.checklist header .note{grid-column:1/-1;display:flex;align-items:center;gap:6px;margin-top:6px}
.checklist header .tick{width:16px;height:16px}
.checklist ul{list-style:none;overflow:auto}
.item{border-top:1px solid var(--milepost-line);color:var(--milepost-text)}
.row{display:flex;align-items:center;gap:10px;width:100%;padding:10px 15px;font-size:14px;line-height:21px;text-align:start}
button.row:hover{background:var(--milepost-raised)}
button.row:focus-visible{outline-offset:-3px!important;border-radius:8px}
.row .name{flex:1;overflow-wrap:anywhere}
.circle{flex:none;width:20px;height:20px;border:1.5px solid var(--milepost-muted);border-radius:50%}
.circle.skipped{border-style:dashed}
.over,.locked{color:var(--milepost-muted)}
.current{background:var(--milepost-raised)}
.current .row{padding-bottom:4px;font-weight:650}
.current .circle{border:2px solid var(--milepost-accent)}
.item .inside{padding:0 15px 12px 45px;display:grid;gap:8px}
.locked .row{padding-bottom:0}
.item .body{font-size:12px;line-height:18px}
.item .tools:empty{display:none}
.fresh .tick path{stroke-dasharray:1;animation:draw .2s ease-out}
.fresh .name{animation:fade .3s}
.pill{position:fixed;inset-block-end:16px;inset-inline-end:16px;display:flex;max-width:calc(100vw - 32px);min-height:44px;align-items:center;padding:0 16px;border-radius:22px;background:var(--milepost-surface);border:1px solid var(--milepost-line);box-shadow:var(--milepost-shadow);color:var(--milepost-text);font-size:13px;line-height:20px;font-weight:600}
.pill .name{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.count{flex:none;white-space:pre;font-weight:400;color:var(--milepost-muted);font-variant-numeric:tabular-nums}
[data-launcher=bottom-end] :is(.checklist:not(.inline),.pill){inset-block-end:72px}
[data-launcher=bottom-end] .checklist:not(.inline){max-height:min(600px,100vh - 88px)}
[data-help] :is(.checklist:not(.inline),.pill){visibility:hidden}
@keyframes draw{from{stroke-dashoffset:1}}
@media(prefers-reduced-motion:reduce){.checklist,.pill{animation-name:fade,hold!important;animation-duration:80ms,.3s}.fresh *{animation:none!important}.progress span{transition:none}}
@media(width<480px){
.checklist:not(.inline),[data-launcher] .checklist:not(.inline){inset:auto 0 var(--keyboard,0px);width:auto;max-width:none;max-height:calc(var(--height,100dvh)/2);border-width:1px 0 0;border-radius:16px 16px 0 0;padding:8px 0 env(safe-area-inset-bottom)}
.checklist:not(.inline):before{content:"";position:absolute;left:50%;top:6px;width:36px;height:4px;margin-left:-18px;border-radius:2px;background:var(--milepost-line)}
.minimise{width:44px;height:44px}
.row{min-height:44px}
:has(>.slot .card) :is(.checklist:not(.inline),.pill){display:none}
}
@media(forced-colors:active){.circle,.progress{border:1px solid}.progress span{background:Highlight;forced-color-adjust:none}}
`;
