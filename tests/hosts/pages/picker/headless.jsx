import {
  Checkbox,
  Field,
  Input,
  Label,
  Listbox,
  ListboxButton,
  ListboxOption,
  ListboxOptions,
  Menu,
  MenuButton,
  MenuItem,
  MenuItems,
  Tab,
  TabGroup,
  TabList,
} from "@headlessui/react";
import { mount } from "./react.jsx";
import { css } from "./screen.js";

// Utilities are written by hand, and say nothing of what something is.
const look = "inline-flex items-center rounded-md px-3 py-2 text-sm";

mount({
  Button: ({ label, isMain, mark }) => (
    <button type="button" className={`${look} ${isMain ? "bg-blue-600 text-white" : ""}`} data-mark={mark}>
      {label}
    </button>
  ),
  Tabs: ({ tabs }) => (
    <TabGroup>
      <TabList className="flex gap-4">
        {tabs.map(({ key, label, mark }) => (
          <Tab key={key} className={look} data-mark={mark}>
            {label}
          </Tab>
        ))}
      </TabList>
    </TabGroup>
  ),
  Field: ({ label, mark }) => (
    <Field className={css("field")}>
      <Label>{label}</Label>
      <Input className={look} data-mark={mark} />
    </Field>
  ),
  Select: ({ label, options, mark }) => (
    <Field className={css("field")}>
      <Label>{label}</Label>
      <Listbox defaultValue={options[0]}>
        <ListboxButton className={look} data-mark={mark}>
          {options[0]}
        </ListboxButton>
        <ListboxOptions anchor="bottom">
          {options.map((one) => (
            <ListboxOption key={one} value={one}>
              {one}
            </ListboxOption>
          ))}
        </ListboxOptions>
      </Listbox>
    </Field>
  ),
  Check: ({ label, mark }) => (
    <Field className={css("check")}>
      <Checkbox className="block size-4 rounded border" data-mark={mark}>
        <svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
          <path d="M3 8l2 2 5-6" />
        </svg>
      </Checkbox>
      <Label>{label}</Label>
    </Field>
  ),
  Menu: ({ label, mark, entries }) => (
    <Menu>
      <MenuButton className={look} data-mark={mark}>
        {label}
      </MenuButton>
      <MenuItems anchor="bottom start" className="rounded-md bg-white">
        {entries.map((one) => (
          <MenuItem key={one.key}>
            <button type="button" className={look} data-mark={one.mark}>
              {one.label}
            </button>
          </MenuItem>
        ))}
      </MenuItems>
    </Menu>
  ),
});
