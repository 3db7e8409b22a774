import "./base.css";
import { Fragment, useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { note } from "./shared.js";

/** What stands in a dialog or a drawer. */
export const Fields = ({ of }) => (
  <div>
    <input id={`${of}-name`} aria-label="Name" /> <input id={`${of}-company`} aria-label="Company" />{" "}
    <button id={`${of}-save`} type="button" onClick={() => note(of, "saved")}>
      Save
    </button>
  </div>
);

/** Whether a loading screen is up, which `#load` begins and the test ends. */
export function useLoading() {
  const [isLoading, setLoading] = useState(false);
  useEffect(() => {
    window.loaded = () => setLoading(false);
  }, []);
  return [isLoading, () => setLoading(true)];
}

const PlainBar = ({ children }) => <header className="bar">{children}</header>;

/** Draws the page: `Things` are the library's, what stands around them is the same everywhere. */
export function mount({ Around = Fragment, Bar = PlainBar, Things }) {
  function App() {
    const [path, setPath] = useState(location.pathname);
    const [turn, setTurn] = useState(0);
    useEffect(() => {
      window.redraw = () => setTurn((last) => last + 1);
      const follow = () => setPath(location.pathname);
      addEventListener("popstate", follow);
      return () => removeEventListener("popstate", follow);
    }, []);
    const go = (event) => {
      event.preventDefault();
      history.pushState(null, "", "/second");
      setPath("/second");
    };
    return (
      <Around>
        <div key={turn}>
          <Bar>
            <button id="in-bar" type="button">
              Account
            </button>
            <a id="second" href="/second" onClick={go}>
              Second
            </a>
          </Bar>
          <main>
            {path === "/second" ? (
              <button id="on-second" type="button">
                Only here
              </button>
            ) : (
              <>
                <button id="target" type="button" onClick={() => note("target", "pressed")}>
                  New invoice
                </button>
                <input id="own" aria-label="Search" />
                <Things />
                <button id="below" type="button">
                  Further down
                </button>
                <div className="end" />
              </>
            )}
          </main>
        </div>
      </Around>
    );
  }
  createRoot(document.getElementById("app")).render(<App />);
}
