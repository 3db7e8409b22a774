import * as reka from "reka-ui";
import { mount } from "./vue.js";

const places = {
  dialog: "top:120px;left:440px;width:400px",
  drawer: "top:0;bottom:0;right:0;width:340px",
};
const box = "background:#fff;border:1px solid;padding:4px";

mount({
  use(app) {
    for (const [name, part] of Object.entries(reka))
      if (/^[A-Z].*[a-z]$/.test(name)) app.component(name, part);
  },
  data: () => ({ city: "" }),
  things: (fields) => `
    ${["dialog", "drawer"]
      .map(
        (kind) => `<DialogRoot><DialogTrigger id="${kind}-open">Open the ${kind}</DialogTrigger><DialogPortal>
      <DialogOverlay style="position:fixed;inset:0;z-index:50;background:#0006" />
      <DialogContent style="position:fixed;z-index:51;${box};padding:24px;${places[kind]}">
        <DialogTitle>New contact</DialogTitle><DialogDescription>Who is it?</DialogDescription>${fields(kind)}</DialogContent></DialogPortal></DialogRoot>`,
      )
      .join("")}
    <DropdownMenuRoot><DropdownMenuTrigger id="menu-open">Export</DropdownMenuTrigger><DropdownMenuPortal>
      <DropdownMenuContent align="start" style="${box};width:160px">
        <DropdownMenuItem v-for="name in formats" :key="name" class="entry" @select="note('menu', name)">{{ name }}</DropdownMenuItem>
      </DropdownMenuContent></DropdownMenuPortal></DropdownMenuRoot>
    <ComboboxRoot v-model="city"><ComboboxAnchor><ComboboxInput id="combo" /></ComboboxAnchor><ComboboxPortal>
      <ComboboxContent position="popper" align="start" style="${box};width:200px"><ComboboxViewport>
        <ComboboxItem v-for="name in cities" :key="name" :value="name">{{ name }}</ComboboxItem>
      </ComboboxViewport></ComboboxContent></ComboboxPortal></ComboboxRoot>
    <TabsRoot default-value="one"><TabsList><TabsTrigger value="one"><span id="tab-one">One</span></TabsTrigger>
      <TabsTrigger value="two"><span id="tab-two">Two</span></TabsTrigger></TabsList>
      <TabsContent value="one">First</TabsContent><TabsContent value="two"><button id="in-two">In two</button></TabsContent></TabsRoot>`,
});
