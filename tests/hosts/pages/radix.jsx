import * as Dialog from "@radix-ui/react-dialog";
import * as Menu from "@radix-ui/react-dropdown-menu";
import { Fields, mount, useLoading } from "./react.jsx";
import { FORMATS, note } from "./shared.js";

const overlay = { position: "fixed", inset: 0, zIndex: 50, background: "#0006" };

const Layer = ({ of }) => (
  <Dialog.Root>
    <Dialog.Trigger id={`${of}-open`}>Open the {of}</Dialog.Trigger>
    <Dialog.Portal>
      <Dialog.Overlay style={overlay} />
      <Dialog.Content aria-describedby={undefined} className={`${of}-box`}>
        <Dialog.Title>New contact</Dialog.Title>
        <Fields of={of} />
      </Dialog.Content>
    </Dialog.Portal>
  </Dialog.Root>
);

function Things() {
  const [isLoading, load] = useLoading();
  return (
    <>
      <Layer of="dialog" />
      <Layer of="drawer" />
      <Menu.Root>
        <Menu.Trigger id="menu-open">Export</Menu.Trigger>
        <Menu.Portal>
          <Menu.Content align="start" style={{ background: "#fff", border: "1px solid", minWidth: 160 }}>
            {FORMATS.map((name) => (
              <Menu.Item key={name} className="entry" onSelect={() => note("menu", name)}>
                {name}
              </Menu.Item>
            ))}
          </Menu.Content>
        </Menu.Portal>
      </Menu.Root>
      <button id="load" type="button" onClick={load}>
        Load
      </button>
      {isLoading && <div className="loader">Loading</div>}
    </>
  );
}
mount({ Things });
