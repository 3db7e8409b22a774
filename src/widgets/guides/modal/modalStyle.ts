/** The dialog, in the middle of the window; under 480 px it is a sheet. */
export const MODAL_STYLE = `
.modal{position:fixed;inset:0;margin:auto;padding:0;width:420px;height:fit-content;max-height:min(640px,100dvh - 32px);overflow:auto;overscroll-behavior:contain}
.modal::backdrop{background:#10131a73;animation:fade var(--time,.16s)}
.modal .in{gap:8px;padding:23px 23px 0}
.modal .in:not(:has(.title)){padding-inline-end:79px}
.modal .title{font-size:18px;line-height:24px}
.modal .foot{justify-content:flex-start;padding:16px 23px 23px}
.modal .foot .button:not(.primary){border:1px solid var(--_line);color:var(--_text)}
.modal .foot:has(+.promise){padding-bottom:8px}
.modal .promise{padding:0 23px}
.modal .promise:has(+.tool){padding-bottom:23px}
.modal .finished{padding-bottom:23px}
@media(width>=480px){.modal .in{max-height:none}}
@media(width<480px){.modal.sheet{border-width:1px 0 0;height:auto}.modal .foot :is(.button,.thanks){flex:1 0 auto}.modal .foot .thanks{flex-basis:100%}}
`;
