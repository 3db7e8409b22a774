import { AutoComplete, Button, DatePicker, Drawer, Dropdown, Modal, message, Spin, Tabs } from "antd";
import { useState } from "react";
import { Fields, mount, useLoading } from "./react.jsx";
import { Rows } from "./rows.jsx";
import { CITIES, FORMATS, note } from "./shared.js";

function Things() {
  const [open, setOpen] = useState("");
  const [isLoading, load] = useLoading();
  const [toasts, holder] = message.useMessage();
  const close = () => setOpen("");
  const undo = () => {
    note("toast", "undone");
    toasts.destroy();
  };
  const sent = (
    <>
      Sent{" "}
      <Button id="toast-undo" size="small" onClick={undo}>
        Undo
      </Button>
    </>
  );
  return (
    <>
      {holder}
      <Button id="dialog-open" type="primary" onClick={() => setOpen("dialog")}>
        Open the dialog
      </Button>
      <Modal title="New contact" open={open === "dialog"} onCancel={close} footer={null}>
        <Fields of="dialog" />
      </Modal>
      <Button id="drawer-open" onClick={() => setOpen("drawer")}>
        Open the drawer
      </Button>
      <Drawer title="New contact" open={open === "drawer"} onClose={close}>
        <Fields of="drawer" />
      </Drawer>
      <Dropdown
        trigger={["click"]}
        menu={{
          items: FORMATS.map((name) => ({ key: name, label: name, className: "entry" })),
          onClick: ({ key }) => note("menu", key),
        }}
      >
        <Button id="menu-open">Export</Button>
      </Dropdown>
      <AutoComplete
        id="combo"
        style={{ width: 260 }}
        options={CITIES.map((value) => ({ value }))}
        filterOption={(typed, { value }) => value.startsWith(typed)}
      />
      <DatePicker id="date-open" onChange={(day) => note("date", day.format("YYYY-MM-DD"))} />
      <Tabs
        items={[
          { key: "one", label: <span id="tab-one">One</span>, children: "First" },
          { key: "two", label: <span id="tab-two">Two</span>, children: <Button id="in-two">In two</Button> },
        ]}
      />
      <Button id="toast-open" onClick={() => toasts.open({ content: sent, duration: 0 })}>
        Toast
      </Button>
      <Button id="load" onClick={load}>
        Load
      </Button>
      <Spin spinning={isLoading} fullscreen />
      <Rows />
    </>
  );
}
mount({ Things });
