import {
  Button,
  Checkbox,
  createTheme,
  FormControlLabel,
  IconButton,
  Link,
  Menu,
  MenuItem,
  Tab,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Tabs,
  TextField,
  ThemeProvider,
} from "@mui/material";
import { useState } from "react";
import { Icon, mount } from "./react.jsx";
import { isNew } from "./screen.js";

// Another look gives each class of Emotion's another hash.
const theme = createTheme({ shape: { borderRadius: isNew ? 10 : 4 }, spacing: isNew ? 9 : 8 });
const restyled = { sx: { margin: isNew ? "1px" : "2px", lineHeight: isNew ? 1.6 : 1.5 } };

mount({
  Root: ({ children }) => <ThemeProvider theme={theme}>{children}</ThemeProvider>,
  Link: ({ label, to, mark }) => (
    <Link href={to} data-mark={mark} {...restyled}>
      {label}
    </Link>
  ),
  Tool: ({ label, of, mark }) => (
    <IconButton aria-label={label} data-mark={mark} {...restyled}>
      <Icon of={of} />
    </IconButton>
  ),
  Button: ({ label, isMain, mark }) => (
    <Button variant={isMain ? "contained" : "text"} data-mark={mark} {...restyled}>
      {label}
    </Button>
  ),
  Tabs: ({ tabs }) => (
    <Tabs value={0} {...restyled}>
      {tabs.map(({ key, label, mark }) => (
        <Tab key={key} label={label} data-mark={mark} {...restyled} />
      ))}
    </Tabs>
  ),
  Field: ({ label, mark }) => <TextField label={label} data-mark={mark} {...restyled} />,
  Select: ({ label, options, mark }) => (
    <TextField select label={label} defaultValue={options[0]} data-mark={mark} {...restyled}>
      {options.map((one) => (
        <MenuItem key={one} value={one}>
          {one}
        </MenuItem>
      ))}
    </TextField>
  ),
  Check: ({ label, mark }) => (
    <FormControlLabel control={<Checkbox {...restyled} data-mark={mark} />} label={label} {...restyled} />
  ),
  Table: ({ columns, rows, Tool }) => (
    <Table {...restyled}>
      <TableHead>
        <TableRow>
          {columns.map(({ key, label }) => (
            <TableCell key={key}>{label}</TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map(({ number, cells, action }) => (
          <TableRow key={number}>
            {cells.map(({ key, text, mark }) => (
              <TableCell key={key} data-mark={mark} {...restyled}>
                {text}
              </TableCell>
            ))}
            <TableCell>
              <Tool {...action} of="actions" />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  ),
  Menu: ({ label, mark, entries }) => {
    const [anchor, setAnchor] = useState(null);
    return (
      <>
        <Button data-mark={mark} onClick={({ currentTarget }) => setAnchor(currentTarget)}>
          {label}
        </Button>
        <Menu anchorEl={anchor} open={!!anchor} onClose={() => setAnchor(null)}>
          {entries.map((one) => (
            <MenuItem key={one.key} data-mark={one.mark} {...restyled}>
              {one.label}
            </MenuItem>
          ))}
        </Menu>
      </>
    );
  },
});
