// overlays: what lies over a phone for a moment: menu, toast, alert; and the picture viewer over the page.
import { el, icon } from "./nodes.js";

/** A menu at `point` (client coordinates) or beside `anchor`, inside `screen`. items: [{label, icon, act, danger}]. */
export function openMenu({ screen, anchor, point, items, label }) {
  closeMenus();
  const before = document.activeElement;
  const menu = el("div", { className: "menu", role: "menu", "aria-label": label });
  const close = (giveFocusBack = true) => {
    menu.remove();
    document.removeEventListener("pointerdown", outside, true);
    if (giveFocusBack) before?.focus?.({ preventScroll: true });
  };
  const outside = (event) => !menu.contains(event.target) && close(false);
  menu.close = close;
  for (const item of items) {
    menu.append(el("button", {
      className: item.danger ? "menu-item danger" : "menu-item", type: "button", role: "menuitem",
      onclick: () => { close(); item.act(); },
    }, item.icon ? icon(item.icon) : null, el("span", {}, item.label)));
  }
  menu.addEventListener("keydown", (event) => steer(event, menu, close));
  screen.append(menu);
  place(menu, screen, point ?? cornerOf(anchor));
  document.addEventListener("pointerdown", outside, true);
  menu.firstElementChild.focus({ preventScroll: true });
}

export function closeMenus() {
  for (const menu of document.querySelectorAll(".menu")) menu.close?.(false);
}

function steer(event, menu, close) {
  const all = [...menu.children];
  const here = all.indexOf(document.activeElement);
  const next = { ArrowDown: here + 1, ArrowUp: here - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
  if (event.key === "Escape" || event.key === "Tab") { event.preventDefault(); close(); }
  else if (next !== undefined) { event.preventDefault(); all[next % all.length].focus(); }
  event.stopPropagation();
}

function cornerOf(anchor) {
  const box = anchor.getBoundingClientRect();
  return { x: box.left + Math.min(24, box.width / 2), y: box.top + Math.min(28, box.height) };
}

function place(menu, screen, point) {
  const frame = screen.getBoundingClientRect();
  const inside = (wanted, size, room) => Math.max(8, Math.min(wanted, room - size - 8));
  menu.style.left = `${inside(point.x - frame.left, menu.offsetWidth, frame.width)}px`;
  menu.style.top = `${inside(point.y - frame.top, menu.offsetHeight, frame.height)}px`;
}

/** A short line at the foot of the chat that goes away by itself. `host` is a live region. */
export function toast(host, words, seconds = 2.4) {
  const node = el("div", { className: "toast" }, words);
  host.replaceChildren(node);
  setTimeout(() => node.classList.add("leaving"), seconds * 1000);
  setTimeout(() => node.remove(), seconds * 1000 + 250);
}

/** An alert box that has to be put away. Focus comes back to where it was. */
export function alertBox(screen, words) {
  const before = document.activeElement;
  const close = () => { veil.remove(); before?.focus?.({ preventScroll: true }); };
  const ok = el("button", { className: "alert-ok", type: "button", onclick: close }, "OK");
  const veil = el("div", { className: "veil" },
    el("div", { className: "alert", role: "alertdialog", "aria-modal": "true", "aria-label": "Message from the bot" },
      el("p", {}, words), ok));
  veil.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.key === "Tab") event.preventDefault();
  });
  screen.append(veil);
  ok.focus();
}

/** The picture as large as the window allows. Escape, a click or the cross closes it. */
export function viewPhoto({ url, width, height, alt, mayKeep }) {
  const image = el("img", { src: url, alt, width, height });
  const save = mayKeep ? el("a", { className: "viewer-save", href: url, download: "picture" }, "Save") : null;
  const dialog = el("dialog", { className: "viewer", "aria-label": alt },
    el("div", { className: "viewer-bar" }, save,
      el("button", { className: "round", type: "button", "aria-label": "Close", onclick: () => dialog.close() }, icon("close"))),
    image);
  dialog.addEventListener("click", (event) => event.target.closest("a, button") || dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
