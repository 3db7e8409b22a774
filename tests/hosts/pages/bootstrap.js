import "bootstrap/dist/css/bootstrap.min.css";
import "./drawn.js";
import { Toast } from "bootstrap/dist/js/bootstrap.bundle.min.js";

document.getElementById("toast-open").addEventListener("click", () => {
  const toast = Toast.getOrCreateInstance("#toast", { autohide: false });
  toast.show();
  document.getElementById("toast-undo").onclick = () => toast.hide();
});
