/** The survey: a card in the lower corner where a line begins; under 480 px a sheet. */
export const SURVEY_STYLE = `
.survey{position:fixed;inset-block-end:16px;inset-inline-start:16px;width:344px;max-height:calc(100dvh - 32px);display:flex;flex-direction:column}
[data-launcher=bottom-start] .survey.sheet{inset-block-end:72px}
.survey.inline{max-height:none;position:relative;inset:auto;width:auto;max-width:none;box-shadow:none}
.survey .in{flex:0 99 auto;min-height:64px}
.survey .note{flex:1 0 auto}
.survey .foot:first-child{padding:15px;padding-inline-end:47px}
.primary:disabled{opacity:.45;box-shadow:none;cursor:default}
.field{padding-top:8px}
.scale{display:flex;gap:3px}
.score{position:relative;flex:1 1 0;display:grid;place-items:center;height:32px;border-radius:var(--_control);background:var(--_raised);box-shadow:inset 0 0 0 1px var(--_line);color:var(--_text);font-size:13px;line-height:20px;font-variant-numeric:tabular-nums;cursor:pointer}
.score:hover{box-shadow:inset 0 0 0 1px var(--_accent-text)}
.score:has(:checked){background:var(--_accent);box-shadow:none;color:var(--_on-accent);font-weight:650}
.score input{position:absolute;inset:0;margin:0;opacity:0;cursor:pointer}
.score:has(:focus-visible){outline:2px solid var(--_text);outline-offset:2px}
.ends{display:flex;justify-content:space-between;gap:16px;padding-top:4px}
.ends :last-child{text-align:end}
.choices{display:grid;margin-inline:-8px}
.choice,.contact{display:flex;align-items:center;gap:10px;padding:6px 8px;border-radius:var(--_control);font-size:14px;line-height:21px;color:var(--_text);cursor:pointer}
.choice:hover{background:var(--_raised)}
.contact{margin:8px -8px 0}
.contact[data-off]{visibility:hidden}
:is(.choice,.contact) input{flex:none;width:18px;height:18px;margin:0;accent-color:var(--_accent)}
textarea{display:block;width:100%;min-height:72px;padding:8px 10px;border:1px solid var(--_edge);border-radius:var(--_control);background:var(--_surface);color:var(--_text);font:14px/21px var(--milepost-font,inherit);resize:vertical}
.field textarea:focus-visible{outline-offset:-2px}
@media(width<480px){
.survey .in{max-height:none}
.survey.inline>.tool{inset-block-start:3px}
.score{height:44px}
.choice,.contact{min-height:44px}
textarea{font-size:16px;line-height:24px}
}
@media(width<480px) and (height<480px){.survey .in{flex:none;overflow:visible}}
@media(forced-colors:active){.score{border:1px solid}.score:has(:checked){background:Highlight;color:HighlightText;forced-color-adjust:none}}
`;
