import { Fragment } from "react";
import { createRoot } from "react-dom/client";
import * as screen from "./screen.js";

const { css, isNew, ICONS } = screen;

export const Icon = ({ of }) => (
  <svg viewBox="0 0 24 24" width="16" height="16" aria-hidden="true">
    <path d={ICONS[of]} />
  </svg>
);

/** What a library leaves to the page. */
const PLAIN = {
  Link: ({ label, to, mark }) => (
    <a href={to} className={css("link")} data-mark={mark}>
      {label}
    </a>
  ),
  Tool: ({ label, of, mark }) => (
    <button type="button" className={css("tool")} aria-label={label} data-mark={mark}>
      <Icon of={of} />
    </button>
  ),
  Button: ({ label, isMain, mark }) => (
    <button type="button" className={css(isMain ? "main" : "button")} data-mark={mark}>
      {label}
    </button>
  ),
  Tabs: ({ tabs }) => (
    <div role="tablist" className={css("tabs")}>
      {tabs.map(({ key, label, mark }, i) => (
        <button type="button" role="tab" key={key} aria-selected={i === 0} data-mark={mark}>
          {label}
        </button>
      ))}
    </div>
  ),
  Field: ({ label, mark }) => (
    <label className={css("field")}>
      {label} <input data-mark={mark} />
    </label>
  ),
  Select: ({ label, options, mark }) => (
    <label className={css("field")}>
      {label}{" "}
      <select data-mark={mark}>
        {options.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
    </label>
  ),
  Check: ({ label, mark }) => (
    <label className={css("check")}>
      <input type="checkbox" data-mark={mark} /> {label}
    </label>
  ),
  Table: ({ columns, rows, Tool }) => (
    <table className={css("table")}>
      <thead>
        <tr>
          {columns.map(({ key, label }) => (
            <th key={key}>{label}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ number, cells, action }) => (
          <tr key={number}>
            {cells.map(({ key, text, mark }) => (
              <td key={key} data-mark={mark}>
                {text}
              </td>
            ))}
            <td>
              <Tool {...action} of="actions" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  ),
};

/** In a new build something stands around it. */
const Around = ({ children }) => (isNew ? <div className={css("card")}>{children}</div> : children);

/** Draws the screen: `parts` are the library's, by the names of those above, and its menu. */
export function mount({ Root = Fragment, Menu, ...parts }) {
  const { Link, Tool, Button, Tabs, Field, Select, Check, Table } = { ...PLAIN, ...parts };
  const App = () => (
    <Root>
      <div className={css("app")}>
        <header className={css("bar")}>
          <nav className="line">
            {screen.LINKS.map((one) => (
              <Link {...one} key={one.key} to={`/${one.key}`} />
            ))}
          </nav>
          <div className={css("tools")}>
            {screen.TOOLS.map((one) => (
              <Tool {...one} key={one.key} of={one.key} />
            ))}
          </div>
        </header>
        <main>
          <Around>
            <div className="line">
              {screen.BUTTONS.map((one) => (
                <Button {...one} key={one.key} isMain={one.key === "create"} />
              ))}
              <Menu {...screen.MORE} entries={screen.ENTRIES} />
            </div>
            <Tabs tabs={screen.TABS} />
            <form className="line">
              {screen.FIELDS.map((one) => (
                <Field {...one} key={one.key} />
              ))}
              <Select {...screen.SELECT} />
              <Check {...screen.CHECK} />
            </form>
            <Table columns={screen.COLUMNS} rows={screen.ROWS} Tool={Tool} />
          </Around>
        </main>
      </div>
    </Root>
  );
  createRoot(document.getElementById("app")).render(<App />);
}
