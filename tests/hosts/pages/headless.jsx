import {
  Combobox,
  ComboboxInput,
  ComboboxOption,
  ComboboxOptions,
  Dialog,
  DialogBackdrop,
  DialogPanel,
  DialogTitle,
  Menu,
  MenuButton,
  MenuItem,
  MenuItems,
  Tab,
  TabGroup,
  TabList,
  TabPanel,
  TabPanels,
} from "@headlessui/react";
import { useState } from "react";
import { Fields, mount, useLoading } from "./react.jsx";
import { Rows } from "./rows.jsx";
import { CITIES, FORMATS, note } from "./shared.js";

const box = { background: "#fff", border: "1px solid", padding: 4, zIndex: 20 };

function Things() {
  const [open, setOpen] = useState("");
  const [city, setCity] = useState("");
  const [typed, setTyped] = useState("");
  const [isLoading, load] = useLoading();
  return (
    <>
      {["dialog", "drawer"].map((kind) => (
        <div key={kind}>
          <button id={`${kind}-open`} type="button" onClick={() => setOpen(kind)}>
            Open the {kind}
          </button>
          <Dialog open={open === kind} onClose={() => setOpen("")}>
            <DialogBackdrop style={{ position: "fixed", inset: 0, zIndex: 50, background: "#0006" }} />
            <DialogPanel className={`${kind}-box`}>
              <DialogTitle>New contact</DialogTitle>
              <Fields of={kind} />
            </DialogPanel>
          </Dialog>
        </div>
      ))}
      <Menu>
        <MenuButton id="menu-open">Export</MenuButton>
        <MenuItems anchor="bottom start" style={{ ...box, width: 160 }}>
          {FORMATS.map((name) => (
            <MenuItem key={name} as="div" className="entry" onClick={() => note("menu", name)}>
              {name}
            </MenuItem>
          ))}
        </MenuItems>
      </Menu>
      <Combobox value={city} onChange={setCity}>
        <ComboboxInput id="combo" aria-label="City" onChange={({ target }) => setTyped(target.value)} />
        <ComboboxOptions anchor="bottom start" style={{ ...box, width: 200 }}>
          {CITIES.filter((one) => one.startsWith(typed)).map((one) => (
            <ComboboxOption key={one} value={one}>
              {one}
            </ComboboxOption>
          ))}
        </ComboboxOptions>
      </Combobox>
      <TabGroup>
        <TabList>
          <Tab id="tab-one">One</Tab>
          <Tab id="tab-two">Two</Tab>
        </TabList>
        <TabPanels>
          <TabPanel>First</TabPanel>
          <TabPanel>
            <button id="in-two" type="button">
              In two
            </button>
          </TabPanel>
        </TabPanels>
      </TabGroup>
      <button id="load" type="button" onClick={load}>
        Load
      </button>
      {isLoading && <div className="loader">Loading</div>}
      <Rows />
    </>
  );
}
mount({ Things });
