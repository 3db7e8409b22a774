import {
  Button,
  Cell,
  Checkbox,
  Column,
  Input,
  Label,
  Link,
  ListBox,
  ListBoxItem,
  Menu,
  MenuItem,
  MenuTrigger,
  Popover,
  Row,
  Select,
  SelectValue,
  Tab,
  TabList,
  Table,
  TableBody,
  TableHeader,
  Tabs,
  TextField,
} from "react-aria-components";
import { Icon, mount } from "./react.jsx";
import { css } from "./screen.js";

// It passes no attribute that it does not know: the marks stand on what is around it.
const Marked = ({ mark, children }) => <div data-mark={mark}>{children}</div>;

mount({
  Link: ({ label, to, mark }) => (
    <Marked mark={mark}>
      <Link href={to}>{label}</Link>
    </Marked>
  ),
  Tool: ({ label, of, mark }) => (
    <Marked mark={mark}>
      <Button aria-label={label}>
        <Icon of={of} />
      </Button>
    </Marked>
  ),
  Button: ({ label, isMain, mark }) => (
    <Marked mark={mark}>
      <Button className={css(isMain ? "main" : "button")}>{label}</Button>
    </Marked>
  ),
  Tabs: ({ tabs }) => (
    <Tabs>
      <TabList aria-label="Invoices">
        {tabs.map(({ key, label, mark }) => (
          <Tab key={key} id={key}>
            <span data-mark={mark && `up ${mark}`}>{label}</span>
          </Tab>
        ))}
      </TabList>
    </Tabs>
  ),
  Field: ({ label, mark }) => (
    <Marked mark={mark}>
      <TextField>
        <Label>{label}</Label>
        <Input className={css("input")} />
      </TextField>
    </Marked>
  ),
  Select: ({ label, options, mark }) => (
    <Marked mark={mark}>
      <Select defaultSelectedKey={options[0]}>
        <Label>{label}</Label>
        <Button>
          <SelectValue />
        </Button>
        <Popover>
          <ListBox>
            {options.map((one) => (
              <ListBoxItem key={one} id={one}>
                {one}
              </ListBoxItem>
            ))}
          </ListBox>
        </Popover>
      </Select>
    </Marked>
  ),
  Check: ({ label, mark }) => (
    <Marked mark={mark}>
      <Checkbox>
        <div className={css("box")} style={{ width: 16, height: 16, border: "1px solid" }} />
        {label}
      </Checkbox>
    </Marked>
  ),
  Table: ({ columns, rows, Tool }) => (
    <Table aria-label="Invoices">
      <TableHeader>
        {columns.map(({ key, label }) => (
          <Column key={key} id={key} isRowHeader={key === "number"}>
            {label}
          </Column>
        ))}
      </TableHeader>
      <TableBody>
        {rows.map(({ number, cells, action }) => (
          <Row key={number} id={number}>
            {cells.map(({ key, text, mark }) => (
              <Cell key={key}>
                <span data-mark={mark && `up ${mark}`}>{text}</span>
              </Cell>
            ))}
            <Cell>
              <Tool {...action} of="actions" />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  ),
  Menu: ({ label, mark, entries }) => (
    <MenuTrigger>
      <Marked mark={mark}>
        <Button>{label}</Button>
      </Marked>
      <Popover>
        <Menu>
          {entries.map((one) => (
            <MenuItem key={one.key} id={one.key} textValue={one.label}>
              <span data-mark={one.mark && `up ${one.mark}`}>{one.label}</span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  ),
});
