import { Button, Checkbox, ConfigProvider, Dropdown, Input, Select, Table, Tabs, Typography } from "antd";
import { Icon, mount } from "./react.jsx";
import { css, isNew } from "./screen.js";

// Another look gives the classes of its styles another hash.
const theme = { token: { borderRadius: isNew ? 10 : 4 }, zeroRuntime: false };

mount({
  Root: ({ children }) => <ConfigProvider theme={theme}>{children}</ConfigProvider>,
  Link: ({ label, to, mark }) => (
    <Typography.Link href={to} data-mark={mark}>
      {label}
    </Typography.Link>
  ),
  Tool: ({ label, of, mark }) => (
    <Button type="text" aria-label={label} icon={<Icon of={of} />} data-mark={mark} />
  ),
  Button: ({ label, isMain, mark }) => (
    <Button type={isMain ? "primary" : "default"} data-mark={mark}>
      {label}
    </Button>
  ),
  Tabs: ({ tabs }) => (
    <Tabs
      items={tabs.map(({ key, label, mark }) => ({
        key,
        label: <span data-mark={mark && `up ${mark}`}>{label}</span>,
        children: label,
      }))}
    />
  ),
  Field: ({ label, mark }) => (
    <div className={css("field")}>
      <Input aria-label={label} data-mark={mark} />
    </div>
  ),
  Select: ({ label, options, mark }) => (
    <div data-mark={mark}>
      <Select
        aria-label={label}
        defaultValue={options[0]}
        options={options.map((value) => ({ value, label: value }))}
      />
    </div>
  ),
  Check: ({ label, mark }) => (
    <div data-mark={mark}>
      <Checkbox>{label}</Checkbox>
    </div>
  ),
  Table: ({ columns, rows, Tool }) => (
    <Table
      pagination={false}
      rowKey="number"
      dataSource={rows}
      columns={columns.map(({ key, label }) => ({
        key,
        title: label,
        onCell: ({ cells }) => ({ "data-mark": cells.find((one) => one.key === key)?.mark }),
        render: ({ cells, action }) =>
          key === "actions" ? <Tool {...action} of="actions" /> : cells.find((one) => one.key === key).text,
      }))}
    />
  ),
  Menu: ({ label, mark, entries }) => (
    <Dropdown
      trigger={["click"]}
      menu={{ items: entries.map((one) => ({ key: one.key, label: one.label, "data-mark": one.mark })) }}
    >
      <Button data-mark={mark}>{label}</Button>
    </Dropdown>
  ),
});
