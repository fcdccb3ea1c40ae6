// attach: what can be sent beside text: files and pictures with a caption, a voice note, a place, a sticker.
import { sizeOf } from "./bubble.js";
import { el, icon } from "./nodes.js";
import { openMenu } from "./overlays.js";

const LARGEST = 20_000_000;
const PLACES = [
  ["Chicago", 41.8781, -87.6298], ["New York", 40.7128, -74.006], ["Los Angeles", 34.0522, -118.2437],
  ["Mexico City", 19.4326, -99.1332], ["Madrid", 40.4168, -3.7038],
];

/** Opens the paper-clip's menu. `send`: {location(lat, lon), sticker()}; `choose()` opens the file dialog. */
export function openAttachMenu({ screen, anchor, choose, send }) {
  const places = () => openMenu({
    screen, anchor, label: "Where are you?",
    items: PLACES.map(([name, latitude, longitude]) => (
      { label: name, icon: "place", act: () => send.location(latitude, longitude) })),
  });
  openMenu({
    screen, anchor, label: "Attach",
    items: [
      { label: "Photo or file", icon: "file", act: choose },
      { label: "Location", icon: "place", act: places },
      { label: "Sticker", icon: "smile", act: send.sticker },
    ],
  });
}

/** A short silent voice note, as a file. */
export async function silence() {
  return (await fetch("page/silence.ogg")).blob();
}

/** The sheet over the composer with a chosen file: a look at it, a caption, send or cancel. */
export class FileSheet {
  #file = null;
  #address = null;

  /** send(kind, file, caption): kind is "photo" or "document"; refuse(words) says why a file cannot go. */
  constructor({ send, refuse }) {
    this.send = send;
    this.refuse = refuse;
    this.root = el("form", { className: "sheet", hidden: true, "aria-label": "Send a file" });
    this.root.addEventListener("submit", (event) => { event.preventDefault(); this.#submit(); });
    this.root.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
  }

  open(file) {
    if (!file) return;
    if (file.size > LARGEST) { this.refuse(`A bot can read files up to 20 MB. This one has ${sizeOf(file.size)}.`); return; }
    if (file.size === 0) { this.refuse("This file is empty."); return; }
    this.close();
    this.#file = file;
    const picture = file.type.startsWith("image/") && file.type !== "image/svg+xml";
    if (picture) this.#address = URL.createObjectURL(file);
    this.caption = el("input", { className: "caption-input", placeholder: "Caption", "aria-label": "Caption", maxlength: "1024" });
    this.asFile = el("input", { type: "checkbox", checked: !picture });
    this.root.replaceChildren(
      el("div", { className: "sheet-file" },
        picture ? el("img", { src: this.#address, alt: "", onerror: () => this.#noPicture() }) : el("span", { className: "disc" }, icon("file")),
        el("span", { className: "file-words" },
          el("span", { className: "file-name" }, file.name), el("span", { className: "file-size" }, sizeOf(file.size))),
        el("button", { className: "round", type: "button", "aria-label": "Cancel", onclick: () => this.close() }, icon("close"))),
      picture ? el("label", { className: "as-file" }, this.asFile, "Send as a file") : "",
      el("div", { className: "sheet-row" }, this.caption,
        el("button", { className: "round round-send", type: "submit", "aria-label": "Send" }, icon("send"))));
    this.root.hidden = false;
    this.caption.focus();
  }

  /** What only calls itself a picture goes as a file, as a phone would send it. */
  #noPicture() {
    this.asFile.checked = true;
    this.root.querySelector(".as-file")?.remove();
    this.root.querySelector("img")?.replaceWith(el("span", { className: "disc" }, icon("file")));
  }

  close() {
    if (this.#address) URL.revokeObjectURL(this.#address);
    this.#address = this.#file = null;
    this.root.hidden = true;
    this.root.replaceChildren();
  }

  #submit() {
    const [kind, file, caption] = [this.asFile.checked ? "document" : "photo", this.#file, this.caption.value.trim()];
    this.close();
    this.send(kind, file, caption);
  }
}

/** Files dropped on `zone` (or pasted into it) go to `take(file)`; the zone shows that it would take them. */
export function acceptDrops(zone, take) {
  let depth = 0;
  const show = (on) => zone.classList.toggle("dropping", on);
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  zone.addEventListener("dragenter", (event) => { if (carriesFiles(event)) { depth += 1; show(true); } });
  zone.addEventListener("dragleave", () => { depth = Math.max(0, depth - 1); if (!depth) show(false); });
  zone.addEventListener("dragover", (event) => carriesFiles(event) && event.preventDefault());
  zone.addEventListener("drop", (event) => {
    depth = 0;
    show(false);
    if (!carriesFiles(event)) return;
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  });
  zone.addEventListener("paste", (event) => {
    const [file] = event.clipboardData?.files ?? [];
    if (file) { event.preventDefault(); take(file); }
  });
}
