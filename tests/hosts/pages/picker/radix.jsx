import * as Menus from "@radix-ui/react-dropdown-menu";
import { mount } from "./react.jsx";
import { css } from "./screen.js";

const Menu = ({ label, mark, entries }) => (
  <Menus.Root>
    <Menus.Trigger className={css("button")} data-mark={mark}>
      {label}
    </Menus.Trigger>
    <Menus.Portal>
      <Menus.Content className={css("menu")}>
        {entries.map((one) => (
          <Menus.Item key={one.key} className={css("entry")} data-mark={one.mark}>
            {one.label}
          </Menus.Item>
        ))}
      </Menus.Content>
    </Menus.Portal>
  </Menus.Root>
);
mount({ Menu });
