/** The button that stands in an element of the page: quiet, so that it does not outdo the page's own. */
export const LAUNCHER_STYLE = `
.opener{border:1px solid var(--_line);background:var(--_surface);color:var(--_text)}
.opener:hover{border-color:var(--_muted)}
`;
