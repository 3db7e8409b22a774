import {
  AppBar,
  Autocomplete,
  Backdrop,
  Button,
  CircularProgress,
  CssBaseline,
  Dialog,
  DialogContent,
  DialogTitle,
  Drawer,
  Menu,
  MenuItem,
  Snackbar,
  Tab,
  Tabs,
  TextField,
  Toolbar,
} from "@mui/material";
import { AdapterDayjs } from "@mui/x-date-pickers/AdapterDayjs";
import { DatePicker } from "@mui/x-date-pickers/DatePicker";
import { LocalizationProvider } from "@mui/x-date-pickers/LocalizationProvider";
import { useState } from "react";
import { Fields, mount, useLoading } from "./react.jsx";
import { Rows } from "./rows.jsx";
import { CITIES, FORMATS, note } from "./shared.js";

function Things() {
  const [open, setOpen] = useState("");
  const [anchor, setAnchor] = useState(null);
  const [tab, setTab] = useState(0);
  const [isLoading, load] = useLoading();
  const close = () => setOpen("");
  const choose = (name) => {
    note("menu", name);
    setAnchor(null);
  };
  return (
    <>
      <Button id="dialog-open" variant="contained" onClick={() => setOpen("dialog")}>
        Open the dialog
      </Button>
      <Dialog open={open === "dialog"} onClose={close}>
        <DialogTitle>New contact</DialogTitle>
        <DialogContent>
          <Fields of="dialog" />
        </DialogContent>
      </Dialog>
      <Button id="drawer-open" onClick={() => setOpen("drawer")}>
        Open the drawer
      </Button>
      <Drawer anchor="right" open={open === "drawer"} onClose={close}>
        <div style={{ width: 340, padding: 24 }}>
          <Fields of="drawer" />
        </div>
      </Drawer>
      <Button id="menu-open" onClick={({ currentTarget }) => setAnchor(currentTarget)}>
        Export
      </Button>
      <Menu anchorEl={anchor} open={!!anchor} onClose={() => setAnchor(null)}>
        {FORMATS.map((name) => (
          <MenuItem key={name} className="entry" onClick={() => choose(name)}>
            {name}
          </MenuItem>
        ))}
      </Menu>
      <Autocomplete
        id="combo"
        options={CITIES}
        sx={{ width: 260 }}
        renderInput={(given) => <TextField {...given} label="City" />}
      />
      <LocalizationProvider dateAdapter={AdapterDayjs}>
        <DatePicker label="Due" onChange={(day) => note("date", day?.format("YYYY-MM-DD"))} />
      </LocalizationProvider>
      <Tabs value={tab} onChange={(_, next) => setTab(next)}>
        <Tab id="tab-one" label="One" />
        <Tab id="tab-two" label="Two" />
      </Tabs>
      <div>{tab === 1 ? <Button id="in-two">In two</Button> : "First"}</div>
      <Button id="toast-open" onClick={() => setOpen("toast")}>
        Toast
      </Button>
      <Snackbar
        open={open === "toast"}
        message="Sent"
        action={
          <Button
            id="toast-undo"
            onClick={() => {
              note("toast", "undone");
              close();
            }}
          >
            Undo
          </Button>
        }
      />
      <Button id="load" onClick={load}>
        Load
      </Button>
      <Backdrop open={isLoading} sx={{ zIndex: 5000 }}>
        <CircularProgress />
      </Backdrop>
      <Rows />
    </>
  );
}

const Bar = ({ children }) => (
  <AppBar position="sticky">
    <Toolbar sx={{ gap: 2 }}>{children}</Toolbar>
  </AppBar>
);
const Around = ({ children }) => (
  <>
    <CssBaseline />
    {children}
  </>
);
mount({ Around, Bar, Things });
