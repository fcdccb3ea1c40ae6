// log: the list of messages of one phone: order, days, scrolling, what is new below. Not here: what a message looks like.
import { bubble } from "./bubble.js";
import { el, icon } from "./nodes.js";
import { dayKey, relativeDay } from "./times.js";

const NEAR = 48;

export class ChatLog {
  #messages = new Map();
  #nodes = new Map();
  #fresh = 0;
  #atEnd = true;
  #sizes = "";

  /** `actions` as in bubble.js, plus menu(message, node, point). */
  constructor({ name, zone, clock, actions }) {
    this.zone = zone;
    this.clock = clock;
    this.actions = { ...actions, jumpTo: (id) => this.jumpTo(id) };
    this.list = el("div", { className: "list", role: "log", "aria-label": `Messages, ${name}`, tabindex: "0" });
    this.count = el("span", { className: "count" });
    this.down = el("button", { className: "down", type: "button", hidden: true, "aria-label": "To the newest message",
      onclick: () => this.toEnd(true) }, icon("down"), this.count);
    this.scroller = el("div", { className: "scroller" }, this.list);
    this.root = el("div", { className: "log" }, this.scroller, this.down);
    this.scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.list.addEventListener("keydown", (event) => this.#walk(event));
    this.list.addEventListener("contextmenu", (event) => this.#menu(event));
    this.#longPress();
    this.resized = new ResizeObserver(() => this.#atEnd && this.#jumpToEnd());
    this.resized.observe(this.scroller);
    this.resized.observe(this.list);
    this.onMinute = () => this.#nameDays();
    clock.addEventListener("minute", this.onMinute);
  }

  close() {
    this.resized.disconnect();
    this.clock.removeEventListener("minute", this.onMinute);
  }

  get size() { return this.#messages.size; }

  /** The newest message of this person's own, if any. */
  get lastOwn() { return this.all().filter((message) => message.mine && message.text).at(-1) ?? null; }

  all() { return [...this.#messages.values()].sort((a, b) => a.id - b.id); }

  get(id) { return this.#messages.get(id); }

  pinned() { return this.all().filter((message) => message.pinned); }

  /** Exactly `messages` are shown, quietly: nothing is read aloud, nothing counts as new. */
  replaceAll(messages) {
    const keepPlace = !this.#atEnd && this.#messages.size > 0;
    const top = this.scroller.scrollTop;
    this.list.setAttribute("aria-live", "off");
    this.#messages = new Map(messages.map((message) => [message.id, message]));
    this.#nodes = new Map(this.all().map((message) => [message.id, this.#draw(message)]));
    this.list.replaceChildren(...this.#nodes.values());
    this.#separate();
    if (keepPlace) this.scroller.scrollTop = top;
    else this.#jumpToEnd();
    requestAnimationFrame(() => this.list.setAttribute("aria-live", "polite"));
  }

  /** `message` is shown, in place of the one with its id or at its place in the order. True if it was not there. */
  put(message) {
    const known = this.#nodes.get(message.id);
    this.#messages.set(message.id, message);
    const node = this.#draw(message);
    this.#nodes.set(message.id, node);
    if (known) this.#exchange(known, node);
    else this.#insert(message, node);
    return !known;
  }

  remove(id) {
    this.#messages.delete(id);
    this.#nodes.get(id)?.remove();
    this.#nodes.delete(id);
    this.#separate();
  }

  jumpTo(id) {
    const node = this.#nodes.get(id);
    if (!node) return;
    node.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
    node.classList.remove("found");
    requestAnimationFrame(() => node.classList.add("found"));
  }

  toEnd(smoothly = false) {
    if (smoothly && !calm()) this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: "smooth" });
    else this.#jumpToEnd();
  }

  #draw(message) {
    return bubble(message, { zone: this.zone, actions: this.actions, quoteOf: (id) => this.#quoteOf(id) });
  }

  #quoteOf(id) {
    const quoted = this.#messages.get(id);
    if (!quoted) return "An earlier message";
    return quoted.text?.slice(0, 120) || (quoted.photo ? "Picture" : quoted.document?.name ?? "Message");
  }

  #exchange(known, node) {
    const focused = [...known.querySelectorAll("button, a, [tabindex]")].indexOf(document.activeElement);
    const held = focused >= 0 || document.activeElement === known;
    known.replaceWith(node);
    if (held) ([...node.querySelectorAll(".key")][0] ?? node).focus({ preventScroll: true });
    if (this.#atEnd) this.#jumpToEnd();
  }

  #insert(message, node) {
    const later = this.all().find((each) => each.id > message.id);
    this.list.insertBefore(node, later ? this.#nodes.get(later.id) : null);
    node.classList.add("arriving");
    this.#separate();
    if (this.#atEnd || message.mine) this.#jumpToEnd();
    else this.#showFresh(this.#fresh + 1);
  }

  /** One separator before the first message of each day; those that are right already stay (nothing is read aloud twice). */
  #separate() {
    let day = null;
    for (const node of [...this.list.children]) {
      if (node.classList.contains("day")) {
        if (!node.nextElementSibling || node.nextElementSibling.classList.contains("day")) node.remove();
        continue;
      }
      const { date } = this.#messages.get(Number(node.dataset.id));
      const before = node.previousElementSibling;
      const has = before?.classList.contains("day");
      const key = dayKey(date, this.zone);
      if (key === day && has) before.remove();
      if (key !== day && !has) node.before(el("div", { className: "day", "data-date": date }, el("span")));
      day = key;
    }
    this.#nameDays();
  }

  #nameDays() {
    for (const node of this.list.querySelectorAll(".day")) {
      const name = relativeDay(node.dataset.date, this.clock.now(), this.zone);
      if (node.firstChild.textContent !== name) node.firstChild.textContent = name;
    }
  }

  #jumpToEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.#atEnd = true;
    this.#sizes = this.#measure();
    this.#showFresh(0);
    this.down.hidden = true;
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    if (this.#atEnd && this.#sizes !== this.#measure()) { this.#jumpToEnd(); return; }
    this.#atEnd = scrollHeight - scrollTop - clientHeight < NEAR;
    this.down.hidden = this.#atEnd;
    if (this.#atEnd) this.#showFresh(0);
  }

  /** Scrolling by a person leaves these as they are; a list or window that changed its size does not. */
  #measure() {
    return `${this.scroller.scrollHeight} ${this.scroller.clientHeight}`;
  }

  #showFresh(count) {
    this.#fresh = count;
    this.count.textContent = count ? String(count) : "";
    this.down.setAttribute("aria-label", count ? `To the newest message, ${count} new` : "To the newest message");
  }

  #walk(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const here = event.target.closest(".message");
    const messages = [...this.list.querySelectorAll(".message")];
    if (step) {
      const next = here ? messages[messages.indexOf(here) + step] : messages.at(-1);
      if (!next) return;
      event.preventDefault();
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && event.target === here) {
      event.preventDefault();
      this.#openMenu(here, null);
    }
  }

  #menu(event) {
    const node = event.target.closest(".message");
    if (!node || event.target.closest("a")) return;
    event.preventDefault();
    this.#openMenu(node, event.clientX || event.clientY ? { x: event.clientX, y: event.clientY } : null);
  }

  #openMenu(node, point) {
    this.actions.menu(this.#messages.get(Number(node.dataset.id)), node, point);
  }

  #longPress() {
    let timer = null;
    const stop = () => clearTimeout(timer);
    this.list.addEventListener("pointerdown", (event) => {
      const node = event.target.closest(".message");
      stop();
      if (event.pointerType !== "touch" || !node || event.target.closest("button, a")) return;
      const point = { x: event.clientX, y: event.clientY };
      timer = setTimeout(() => this.#openMenu(node, point), 500);
    });
    for (const name of ["pointerup", "pointercancel", "pointermove"]) this.list.addEventListener(name, stop);
  }
}

function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
