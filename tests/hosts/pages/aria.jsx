import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  ComboBox,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  DialogTrigger,
  Group,
  Heading,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Menu,
  MenuItem,
  MenuTrigger,
  Modal,
  ModalOverlay,
  Popover,
  Tab,
  TabList,
  TabPanel,
  Tabs,
} from "react-aria-components";
import { Fields, mount, useLoading } from "./react.jsx";
import { Rows } from "./rows.jsx";
import { CITIES, FORMATS, note } from "./shared.js";

const overlay = { position: "fixed", inset: 0, height: "100vh", zIndex: 50, background: "#0006" };
const box = { background: "#fff", border: "1px solid", padding: 4 };

function Things() {
  const [isLoading, load] = useLoading();
  return (
    <>
      {["dialog", "drawer"].map((kind) => (
        <DialogTrigger key={kind}>
          <Button id={`${kind}-open`}>Open the {kind}</Button>
          <ModalOverlay isDismissable style={overlay}>
            <Modal className={`${kind}-box`}>
              <Dialog>
                <Heading slot="title">New contact</Heading>
                <Fields of={kind} />
              </Dialog>
            </Modal>
          </ModalOverlay>
        </DialogTrigger>
      ))}
      <MenuTrigger>
        <Button id="menu-open">Export</Button>
        <Popover placement="bottom start" style={{ ...box, width: 160 }}>
          <Menu onAction={(key) => note("menu", key)}>
            {FORMATS.map((name) => (
              <MenuItem key={name} id={name} className="entry">
                {name}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      <ComboBox>
        <Label>City</Label>
        <Input className="city" />
        <Popover style={{ ...box, width: 200 }}>
          <ListBox>
            {CITIES.map((name) => (
              <ListBoxItem key={name} id={name}>
                {name}
              </ListBoxItem>
            ))}
          </ListBox>
        </Popover>
      </ComboBox>
      <DatePicker onChange={(day) => note("date", day)}>
        <Label>Due</Label>
        <Group>
          <DateInput style={{ display: "inline-flex" }}>
            {(segment) => <DateSegment segment={segment} />}
          </DateInput>
          <Button className="days-open">Choose</Button>
        </Group>
        <Popover style={box}>
          <Dialog>
            <Calendar>
              <Button slot="previous">Back</Button>
              <Heading />
              <Button slot="next">On</Button>
              <CalendarGrid>{(date) => <CalendarCell date={date} className="day" />}</CalendarGrid>
            </Calendar>
          </Dialog>
        </Popover>
      </DatePicker>
      <Tabs>
        <TabList aria-label="Two of them">
          <Tab id="one">
            <span id="tab-one">One</span>
          </Tab>
          <Tab id="two">
            <span id="tab-two">Two</span>
          </Tab>
        </TabList>
        <TabPanel id="one">First</TabPanel>
        <TabPanel id="two">
          <Button id="in-two">In two</Button>
        </TabPanel>
      </Tabs>
      <Button id="load" onPress={load}>
        Load
      </Button>
      {isLoading && <div className="loader">Loading</div>}
      <Rows />
    </>
  );
}
mount({ Things });
