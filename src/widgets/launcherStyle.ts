/** The button that stands in an element of the page: quiet, so that it does not outdo the page's own. */
export const LAUNCHER_STYLE = `
.opener{border:1px solid var(--milepost-line);background:var(--milepost-surface);color:var(--milepost-text)}
.opener:hover{border-color:var(--milepost-muted)}
`;
