import "@angular/compiler";
import "../node_modules/@angular/material/prebuilt-themes/azure-blue.css";
import "zone.js";
import "./base.css";
import { Component, inject, provideZoneChangeDetection } from "@angular/core";
import { MatAutocompleteModule } from "@angular/material/autocomplete";
import { MatButtonModule } from "@angular/material/button";
import { provideNativeDateAdapter } from "@angular/material/core";
import { MatDatepickerModule } from "@angular/material/datepicker";
import { MatDialog, MatDialogModule } from "@angular/material/dialog";
import { MatFormFieldModule } from "@angular/material/form-field";
import { MatInputModule } from "@angular/material/input";
import { MatMenuModule } from "@angular/material/menu";
import { MatTabsModule } from "@angular/material/tabs";
import { bootstrapApplication } from "@angular/platform-browser";
import { CITIES, FORMATS, note } from "./shared.js";

const fields = (
  of,
) => `<div style="padding:24px"><input id="${of}-name" aria-label="Name"> <input id="${of}-company" aria-label="Company">
<button id="${of}-save" type="button" (click)="note('${of}', 'saved')">Save</button></div>`;

const template = `
<header class="bar"><button id="in-bar" type="button">Account</button>
<a id="second" href="/second" (click)="go($event)">Second</a></header>
<main>@for (turn of turns; track turn) {
@if (path === "/second") { <button id="on-second" type="button">Only here</button> } @else {
<button id="target" type="button" (click)="note('target', 'pressed')">New invoice</button>
<input id="own" aria-label="Search">
<button mat-button id="dialog-open" (click)="open(dialog)">Open the dialog</button>
<ng-template #dialog>${fields("dialog")}</ng-template>
<button mat-button id="drawer-open" (click)="open(drawer, true)">Open the drawer</button>
<ng-template #drawer>${fields("drawer")}</ng-template>
<button mat-button id="menu-open" [matMenuTriggerFor]="menu">Export</button>
<mat-menu #menu="matMenu">@for (name of formats; track name) {
  <button mat-menu-item class="entry" (click)="note('menu', name)">{{ name }}</button> }</mat-menu>
<mat-form-field><input matInput id="combo" aria-label="City" [matAutocomplete]="city" (input)="typed = $event.target.value">
  <mat-autocomplete #city="matAutocomplete">@for (name of cities; track name) {
    @if (name.startsWith(typed)) { <mat-option [value]="name">{{ name }}</mat-option> } }</mat-autocomplete></mat-form-field>
<mat-form-field><input matInput aria-label="Due" [matDatepicker]="due" (dateChange)="note('date', $event.value.toDateString())">
  <mat-datepicker-toggle matIconSuffix [for]="due"></mat-datepicker-toggle><mat-datepicker #due></mat-datepicker></mat-form-field>
<mat-tab-group animationDuration="0"><mat-tab><ng-template mat-tab-label><span id="tab-one">One</span></ng-template>First</mat-tab>
  <mat-tab><ng-template mat-tab-label><span id="tab-two">Two</span></ng-template>
    <ng-template matTabContent><button id="in-two" type="button">In two</button></ng-template></mat-tab></mat-tab-group>
<button id="load" type="button" (click)="isLoading = true">Load</button>
@if (isLoading) { <div class="loader">Loading</div> }
<button id="below" type="button">Further down</button><div class="end"></div>
} }</main>`;

class App {
  path = location.pathname;
  turns = [0];
  isLoading = false;
  typed = "";
  cities = CITIES;
  formats = FORMATS;
  note = note;

  dialogs = inject(MatDialog);

  constructor() {
    const { Zone } = window;
    const zone = Zone.current;
    window.loaded = zone.wrap(() => {
      this.isLoading = false;
    }, "loaded");
    window.redraw = zone.wrap(() => {
      this.turns = [this.turns[0] + 1];
    }, "redraw");
    addEventListener("popstate", () => {
      this.path = location.pathname;
    });
  }

  open(template, isDrawer) {
    const atEdge = { position: { top: "0", right: "0" }, width: "340px", height: "100vh" };
    this.dialogs.open(template, isDrawer ? atEdge : { width: "440px" });
  }

  go(event) {
    event.preventDefault();
    history.pushState(null, "", "/second");
    this.path = "/second";
  }
}

// As a decorator would, which is not of the language.
const Decorated = Component({
  selector: "app-root",
  template,
  imports: [
    MatAutocompleteModule,
    MatButtonModule,
    MatDatepickerModule,
    MatDialogModule,
    MatFormFieldModule,
    MatInputModule,
    MatMenuModule,
    MatTabsModule,
  ],
})(App);

const root = document.createElement("app-root");
document.getElementById("app").append(root);
bootstrapApplication(Decorated ?? App, {
  providers: [provideZoneChangeDetection(), provideNativeDateAdapter()],
});
