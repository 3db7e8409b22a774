/** The menu of an interruption, below what it says. */
export const MENU_STYLE = `
.menu{flex:none;grid-column:1/-1;padding:10px 15px;border-top:1px solid var(--_line)}
.menu h3{margin:0;padding:0;font-size:12px;line-height:18px;font-weight:650;color:var(--_text)}
.menu .tools{margin:2px -12px 0}
.menu .button{font-size:12px;padding-block:4px;min-height:28px;text-align:start}
.modal .menu{padding-inline:23px}
.banner .menu{margin-block:8px -9px;margin-inline:-15px -9px}
.banner.inline .menu{flex:1 1 100%;margin-inline-end:-76px}
@media(width<480px){.menu .tools{margin-inline:-16px}.menu .button{min-height:44px}.banner.sheet .menu{margin:0}}
`;
