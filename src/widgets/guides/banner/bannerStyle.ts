/** The banner: one line where there is room, over the top edge or (`data-edge`) the bottom one; under 480 px a sheet. */
export const BANNER_STYLE = `
.banner{position:fixed;inset:16px 0 auto;margin-inline:auto;width:fit-content;max-width:min(720px,100vw - 32px);max-height:calc(100dvh - 32px);overflow:auto;display:grid;grid-template-columns:minmax(0,1fr) fit-content(min(360px,40vw)) auto auto;align-items:center;gap:0 12px;padding-block:9px;padding-inline:15px 9px;--dy:-4px}
.banner[data-edge]{inset:auto 0 16px;--dy:4px}
.banner.inline{position:relative;inset:auto;width:auto;max-width:none;max-height:none;box-shadow:none;display:flex;flex-wrap:wrap;padding-inline-end:76px}
.banner.inline .in{flex:1 1 200px}
.banner.inline .foot{flex:0 1 auto;padding-block:4px}
.banner.inline .promise{flex:1 1 100%}
.banner.inline>.tool{position:absolute;inset-block-start:9px;inset-inline-end:9px}
.banner.inline>.more{inset-inline-end:37px;margin:0}
.banner .in{display:flex;flex-wrap:wrap;gap:0 8px;max-height:none;overflow:visible;padding:2px 0}
.banner .in>*{padding:0}
.banner .in .title{font-size:14px;line-height:21px}
.banner .foot{grid-area:1/2;padding:0}
.banner .foot:empty{display:none}
.banner .promise{grid-row:2;grid-column:1/-1;padding:2px 0}
.banner>.tool{grid-area:1/4;align-self:start}
.banner>.more{grid-area:1/3;margin-inline-end:-12px}
@media(width<480px){
.banner.sheet{display:block;padding-inline:0;max-width:none}
.banner.sheet .in{padding-block:15px 0;padding-inline:15px 96px;max-height:none}
.banner.sheet .foot{justify-content:flex-end;padding:12px 15px 15px}
.banner.sheet .promise{padding:0 15px 15px}
.banner>.tool{position:absolute;inset-block-start:3px;inset-inline-end:3px}
.banner>.more{margin:0;inset-inline-end:47px}
.banner.sheet>.tool{inset-block-start:14px}
.banner.inline{padding-inline-end:96px}
.banner.inline>.tool{inset-block-start:3px;inset-inline-end:3px}
.banner.inline>.more{inset-inline-end:47px}
.banner.inline .menu{margin-inline-end:-96px}
}
`;
