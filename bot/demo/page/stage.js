// stage: which phones stand on the page. Two side by side where there is room; one, with tabs, where there is not.
import { el, icon } from "./nodes.js";
import { openMenu } from "./overlays.js";
import { Phone } from "./phone.js";

const ROLES = { patient: "patient", case_manager: "case manager", admin: "admin", supporter: "supporter" };
const SIDES = ["left", "right"];

export class Stage {
  #state = null;
  #slots = [];
  #front = 0;

  constructor({ root, clock }) {
    Object.assign(this, { root, clock });
    this.tabs = el("div", { className: "tabs", role: "tablist", "aria-label": "Whose phone" });
    this.panel = el("button", { className: "round panel-button", type: "button", "aria-expanded": "false",
      "aria-label": "Clock, scenarios and decisions", onclick: () => this.#togglePanel() }, icon("tune"));
    this.pair = el("div", { className: "pair" });
    root.replaceChildren(el("nav", { className: "switch", "aria-label": "Phones" }, this.tabs, this.panel), this.pair);
  }

  /** The phones are those of state.people; ones that stay keep their place and are read again. */
  show(state) {
    this.#state = state;
    const same = this.#slots.length > 0 && this.#slots.every(({ person }) => state.people.some((each) => signature(each) === signature(person)));
    if (same) { this.#slots.forEach(({ phone }) => phone.reload()); return; }
    this.#slots.forEach(({ phone }) => phone.close());
    this.#slots = [];
    this.pair.replaceChildren();
    firstTwo(state.people).forEach((person, n) => this.#seat(person, n));
    this.#bringForward(Math.min(this.#front, this.#slots.length - 1));
  }

  closePanel() { if (document.body.classList.contains("panel-open")) this.#togglePanel(); }

  #seat(person, n) {
    const known = this.#slots[n];
    known?.phone.close();
    const phone = new Phone({
      person, clock: this.clock, bot: this.#state.bot?.name ?? "Reminder assistant",
      commands: this.#state.commands?.[person.user_id] ?? [],
      outside: { invite: (payload, anchor, from) => this.#invite(payload, anchor, from), news: (from) => this.#news(from) },
    });
    const node = el("div", { className: "slot", "data-side": SIDES[n], "data-user": person.user_id }, this.#caption(person, n), phone.root);
    if (known) known.node.replaceWith(node);
    else this.pair.append(node);
    this.#slots[n] = { person, phone, node, news: false };
  }

  #caption(person, n) {
    const words = `${person.name} · ${ROLES[person.role] ?? person.role}`;
    const others = this.#state.people.length > 2;
    const name = others ? el("button", { className: "caption-name", type: "button", "aria-haspopup": "menu" }, words, icon("down"))
      : el("strong", { className: "caption-name" }, words);
    if (others) name.addEventListener("click", () => this.#choosePerson(name, n));
    return el("div", { className: "caption" }, name, el("span", {}, person.subtitle ?? ""));
  }

  #choosePerson(anchor, n) {
    const free = this.#state.people.filter((each) => !this.#slots.some(({ person }) => person.user_id === each.user_id));
    openMenu({ screen: this.pair, anchor, label: "Whose phone stands here?",
      items: free.map((each) => ({ label: `${each.name} · ${ROLES[each.role] ?? each.role}`, act: () => this.#swap(each, n) })) });
  }

  #swap(person, n) {
    this.#seat(person, n);
    this.#bringForward(n);
  }

  #invite(payload, anchor, from) {
    const items = this.#slots.map(({ person, phone }, n) => ({
      label: `Open on ${person.name}’s phone`, act: () => { this.#bringForward(n); phone.start(payload); },
    }));
    openMenu({ screen: from.screen, anchor, items, label: "Open this invite" });
  }

  #news(from) {
    this.#slots.forEach((slot, n) => { if (slot.phone === from && n !== this.#front) slot.news = true; });
    this.#drawTabs();
  }

  #bringForward(n) {
    this.#front = Math.max(0, n);
    this.#slots.forEach(({ node }, each) => node.classList.toggle("front", each === this.#front));
    if (this.#slots[this.#front]) this.#slots[this.#front].news = false;
    this.closePanel();
    this.#drawTabs();
  }

  #drawTabs() {
    const held = this.tabs.contains(document.activeElement);
    const seats = this.#slots.map(({ person, news }, n) => this.#tab({ person, news, on: n === this.#front, act: () => this.#bringForward(n) }));
    const rest = (this.#state?.people ?? []).filter((each) => !this.#slots.some(({ person }) => person.user_id === each.user_id))
      .map((person) => this.#tab({ person, news: false, on: false, act: () => this.#swap(person, 1) }));
    this.tabs.replaceChildren(...seats, ...rest);
    if (held) this.tabs.querySelector("[aria-selected=true]")?.focus();
  }

  #tab({ person, news, on, act }) {
    return el("button", { className: "tab", type: "button", role: "tab", "aria-selected": String(on), onclick: act,
      "aria-label": news ? `${person.name}, new message` : person.name }, person.name, news ? el("i", { className: "news" }) : null);
  }

  #togglePanel() {
    const open = document.body.classList.toggle("panel-open");
    this.panel.setAttribute("aria-expanded", String(open));
    this.panel.replaceChildren(icon(open ? "close" : "tune"));
  }
}

function signature({ user_id: id, name, zone, role }) {
  return JSON.stringify([id, name, zone, role]);
}

/** The first patient and the first member of staff, in that order; others where one of them is missing. */
function firstTwo(people) {
  const patient = people.find(({ role }) => role === "patient") ?? people[0];
  const staff = people.find((each) => each !== patient && each.role === "case_manager") ?? people.find((each) => each !== patient);
  return [patient, staff].filter(Boolean);
}
