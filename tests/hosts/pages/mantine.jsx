import "@mantine/core/styles.css";
import "@mantine/dates/styles.css";
import "@mantine/notifications/styles.css";
import {
  Autocomplete,
  Button,
  Drawer,
  LoadingOverlay,
  MantineProvider,
  Menu,
  Modal,
  Tabs,
} from "@mantine/core";
import { DatePickerInput } from "@mantine/dates";
import { Notifications, notifications } from "@mantine/notifications";
import { useState } from "react";
import { Fields, mount, useLoading } from "./react.jsx";
import { Rows } from "./rows.jsx";
import { CITIES, FORMATS, note } from "./shared.js";

const undo = () => {
  note("toast", "undone");
  notifications.clean();
};
const toast = () =>
  notifications.show({
    autoClose: false,
    message: (
      <Button id="toast-undo" onClick={undo}>
        Undo
      </Button>
    ),
  });

function Things() {
  const [open, setOpen] = useState("");
  const [isLoading, load] = useLoading();
  return (
    <>
      <Button id="dialog-open" onClick={() => setOpen("dialog")}>
        Open the dialog
      </Button>
      <Modal title="New contact" opened={open === "dialog"} onClose={() => setOpen("")}>
        <Fields of="dialog" />
      </Modal>
      <Button id="drawer-open" onClick={() => setOpen("drawer")}>
        Open the drawer
      </Button>
      <Drawer position="right" title="New contact" opened={open === "drawer"} onClose={() => setOpen("")}>
        <Fields of="drawer" />
      </Drawer>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button className="menu-open">Export</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {FORMATS.map((name) => (
            <Menu.Item key={name} className="entry" onClick={() => note("menu", name)}>
              {name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Autocomplete id="combo" label="City" data={CITIES} />
      <DatePickerInput id="date-open" label="Due" w={200} onChange={(day) => note("date", day)} />
      <Tabs defaultValue="one" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="one">
            <span id="tab-one">One</span>
          </Tabs.Tab>
          <Tabs.Tab value="two">
            <span id="tab-two">Two</span>
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="one">First</Tabs.Panel>
        <Tabs.Panel value="two">
          <Button id="in-two">In two</Button>
        </Tabs.Panel>
      </Tabs>
      <Button id="toast-open" onClick={toast}>
        Toast
      </Button>
      <Button id="load" onClick={load}>
        Load
      </Button>
      <LoadingOverlay visible={isLoading} pos="fixed" zIndex={5000} />
      <Rows />
    </>
  );
}

const Around = ({ children }) => (
  <MantineProvider>
    <Notifications />
    {children}
  </MantineProvider>
);
mount({ Around, Things });
