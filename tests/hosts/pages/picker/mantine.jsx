import "@mantine/core/styles.css";
import {
  ActionIcon,
  Anchor,
  Button,
  Checkbox,
  MantineProvider,
  Menu,
  Select,
  Table,
  Tabs,
  TextInput,
} from "@mantine/core";
import { Icon, mount } from "./react.jsx";

mount({
  Root: ({ children }) => <MantineProvider>{children}</MantineProvider>,
  Link: ({ label, to, mark }) => (
    <Anchor href={to} data-mark={mark}>
      {label}
    </Anchor>
  ),
  Tool: ({ label, of, mark }) => (
    <ActionIcon variant="subtle" aria-label={label} data-mark={mark}>
      <Icon of={of} />
    </ActionIcon>
  ),
  Button: ({ label, isMain, mark }) => (
    <Button variant={isMain ? "filled" : "default"} data-mark={mark}>
      {label}
    </Button>
  ),
  Tabs: ({ tabs }) => (
    <Tabs defaultValue="all">
      <Tabs.List>
        {tabs.map(({ key, label, mark }) => (
          <Tabs.Tab key={key} value={key} data-mark={mark}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs>
  ),
  Field: ({ label, mark }) => <TextInput label={label} data-mark={mark} />,
  Select: ({ label, options, mark }) => <Select label={label} data={options} data-mark={mark} />,
  Check: ({ label, mark }) => <Checkbox label={label} data-mark={mark} />,
  Table: ({ columns, rows, Tool }) => (
    <Table>
      <Table.Thead>
        <Table.Tr>
          {columns.map(({ key, label }) => (
            <Table.Th key={key}>{label}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ number, cells, action }) => (
          <Table.Tr key={number}>
            {cells.map(({ key, text, mark }) => (
              <Table.Td key={key} data-mark={mark}>
                {text}
              </Table.Td>
            ))}
            <Table.Td>
              <Tool {...action} of="actions" />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  ),
  Menu: ({ label, mark, entries }) => (
    <Menu>
      <Menu.Target>
        <Button variant="default" data-mark={mark}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {entries.map((one) => (
          <Menu.Item key={one.key} data-mark={one.mark}>
            {one.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  ),
});
