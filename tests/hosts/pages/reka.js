import * as reka from "reka-ui";
import { mount } from "./vue.js";

const box = "background:#fff;border:1px solid;padding:4px";

mount({
  use(app) {
    for (const [name, part] of Object.entries(reka))
      if (/^[A-Z].*[a-z]$/.test(name)) app.component(name, part);
  },
  data: () => ({ city: "", toast: false, rows: [...Array(500).keys()] }),
  things: (fields) => `
    ${["dialog", "drawer"]
      .map(
        (kind) => `<DialogRoot><DialogTrigger id="${kind}-open">Open the ${kind}</DialogTrigger><DialogPortal>
      <DialogOverlay style="position:fixed;inset:0;z-index:50;background:#0006" />
      <DialogContent class="${kind}-box">
        <DialogTitle>New contact</DialogTitle><DialogDescription>Who is it?</DialogDescription>${fields(kind)}</DialogContent></DialogPortal></DialogRoot>`,
      )
      .join("")}
    <DropdownMenuRoot><DropdownMenuTrigger class="menu-open">Export</DropdownMenuTrigger><DropdownMenuPortal>
      <DropdownMenuContent align="start" style="${box};width:160px">
        <DropdownMenuItem v-for="name in formats" :key="name" class="entry" @select="note('menu', name)">{{ name }}</DropdownMenuItem>
      </DropdownMenuContent></DropdownMenuPortal></DropdownMenuRoot>
    <ComboboxRoot v-model="city"><ComboboxAnchor><ComboboxInput id="combo" /></ComboboxAnchor><ComboboxPortal>
      <ComboboxContent position="popper" align="start" style="${box};width:200px"><ComboboxViewport>
        <ComboboxItem v-for="name in cities" :key="name" :value="name">{{ name }}</ComboboxItem>
      </ComboboxViewport></ComboboxContent></ComboboxPortal></ComboboxRoot>
    <TabsRoot default-value="one"><TabsList><TabsTrigger value="one"><span id="tab-one">One</span></TabsTrigger>
      <TabsTrigger value="two"><span id="tab-two">Two</span></TabsTrigger></TabsList>
      <TabsContent value="one">First</TabsContent><TabsContent value="two"><button id="in-two">In two</button></TabsContent></TabsRoot>
    <DatePickerRoot @update:model-value="note('date', $event.toString())">
      <DatePickerField v-slot="{ segments }"><DatePickerInput v-for="one in segments" :key="one.part" :part="one.part">{{ one.value }}</DatePickerInput></DatePickerField>
      <DatePickerTrigger class="date-open">Days</DatePickerTrigger>
      <DatePickerContent align="start" style="${box};width:260px"><DatePickerCalendar v-slot="{ grid }">
        <DatePickerGrid v-for="month in grid" :key="month.value.toString()"><DatePickerGridBody>
          <DatePickerGridRow v-for="(week, at) in month.rows" :key="at"><DatePickerCell v-for="day in week" :key="day.toString()" :date="day">
            <DatePickerCellTrigger class="day" :day="day" :month="month.value" /></DatePickerCell></DatePickerGridRow>
        </DatePickerGridBody></DatePickerGrid></DatePickerCalendar></DatePickerContent></DatePickerRoot>
    <button id="toast-open" type="button" @click="toast = true">Toast</button>
    <ToastProvider :duration="1000000"><ToastRoot v-model:open="toast" style="${box}"><ToastTitle>Sent</ToastTitle>
      <ToastAction as-child alt-text="Undo"><button id="toast-undo" type="button" @click="note('toast', 'undone')">Undo</button></ToastAction></ToastRoot>
      <ToastViewport style="position:fixed;right:0;bottom:0;z-index:60" /></ToastProvider>
    <ListboxRoot><ListboxContent id="rows"><ListboxVirtualizer v-slot="{ option }" :options="rows" :estimate-size="40">
      <ListboxItem :id="'row-' + option" :value="option" style="height:40px;width:200px">Invoice {{ option }}</ListboxItem></ListboxVirtualizer></ListboxContent></ListboxRoot>`,
});
