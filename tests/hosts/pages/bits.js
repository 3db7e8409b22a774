import "./base.css";
import { mount } from "svelte";
import Bits from "./Bits.svelte";

mount(Bits, { target: document.getElementById("app") });
