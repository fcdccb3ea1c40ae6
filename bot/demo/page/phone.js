// phone: one person's phone: status bar, header, pinned bar, chat, composer; and what it does when the program speaks.
import { phoneOf } from "./api.js";
import { FileSheet, acceptDrops, openAttachMenu, silence } from "./attach.js";
import { Composer } from "./composer.js";
import { ChatLog } from "./log.js";
import { battery, el, icon } from "./nodes.js";
import { alertBox, openMenu, toast, viewPhoto } from "./overlays.js";
import { Stream } from "./stream.js";
import { clockTime } from "./times.js";

const TYPING_SECONDS = 5;
const ONCE_MS = 1500;

export class Phone {
  #early = [];
  #loaded = false;
  #blocked = false;
  #typing = null;
  #lastAnswer = null;

  /** `outside`: invite(payload, anchor, phone), news(phone) when a message arrives while this phone is out of sight. */
  constructor({ person, bot, commands, clock, outside }) {
    Object.assign(this, { person, bot, clock, outside });
    this.api = phoneOf(person.user_id);
    this.log = new ChatLog({ name: person.name, zone: person.zone, clock, actions: this.#actions() });
    this.sheet = new FileSheet({
      send: (kind, file, caption) => this.#do(this.api.upload(kind, file, file.name, caption)),
      refuse: (words) => this.say(words),
    });
    this.composer = new Composer({ name: person.name, commands, sheet: this.sheet, does: this.#composing() });
    this.root = this.#draw();
    this.onMinute = () => { this.time.textContent = clockTime(clock.now(), person.zone); };
    clock.addEventListener("minute", this.onMinute);
    this.onMinute();
    acceptDrops(this.screen, (file) => this.sheet.open(file));
    this.stream = new Stream(this.api.events, { open: () => this.reload(), lost: () => this.#subtitle("connecting…"), on: this.#events() });
  }

  close() {
    this.stream.close();
    this.log.close();
    clearTimeout(this.#typing);
    this.clock.removeEventListener("minute", this.onMinute);
    this.root.remove();
  }

  /** The chat is what the program has, whatever was missed before. */
  async reload() {
    this.#loaded = false;
    try {
      const { messages, keyboard, blocked } = await this.api.look();
      this.log.replaceAll(messages);
      this.composer.setKeyboard(keyboard);
      this.#blocked = blocked;
      this.#subtitle(null);
    } catch (problem) {
      this.say(problem.message);
    }
    this.#loaded = true;
    this.#early.splice(0).forEach((handle) => handle());
    this.#settle();
  }

  say(words) { toast(this.toasts, words); }

  /** Opens the chat with an invite, as if the person had tapped its link. */
  start(payload) { return this.#do(this.api.start(payload ?? "")); }

  #draw() {
    this.time = el("span", { className: "status-time" });
    this.sub = el("span", { className: "sub", "aria-live": "polite" }, "bot");
    this.more = el("button", { className: "round", type: "button", "aria-label": "Menu of this chat", onclick: () => this.#chatMenu() }, icon("more"));
    this.pin = el("button", { className: "pinned", type: "button", hidden: true, onclick: () => this.log.jumpTo(this.log.pinned().at(-1)?.id) });
    this.toasts = el("div", { className: "toasts", role: "status" });
    this.empty = el("div", { className: "empty", hidden: true });
    this.picker = el("input", { type: "file", hidden: true, tabindex: "-1", "aria-label": "Choose a file" });
    this.picker.addEventListener("change", () => { this.sheet.open(this.picker.files[0]); this.picker.value = ""; });
    this.screen = el("div", { className: "screen" },
      el("div", { className: "status", "aria-hidden": "true" }, this.time, el("span", { className: "status-icons" }, icon("signal"), icon("wifi"), battery())),
      el("header", { className: "head" }, el("span", { className: "avatar" }, icon("mark")),
        el("span", { className: "who" }, el("strong", {}, this.bot), this.sub), this.more),
      this.pin, el("div", { className: "wall" }, this.log.root, this.empty, this.toasts), this.composer.root, this.picker,
      el("div", { className: "drop-here", "aria-hidden": "true" }, "Drop a file to send it"));
    return el("section", { className: "phone", "aria-label": `Phone of ${this.person.name}` }, this.screen);
  }

  #actions() {
    return {
      tap: (what) => this.#tap(what),
      command: (text) => this.#do(this.api.text(text)),
      copy: (text) => this.#copy(text),
      openInvite: (payload, anchor) => this.outside.invite(payload, anchor, this),
      openPhoto: (message) => viewPhoto({ ...message.photo, alt: message.text || "Picture", mayKeep: !message.protect }),
      menu: (message, node, point) => this.#messageMenu(message, node, point),
    };
  }

  #composing() {
    return {
      text: (text, replyTo) => this.#do(this.api.text(text, replyTo)),
      edit: (id, text) => this.#do(this.api.edit(id, text)),
      voice: async () => this.#do(this.api.upload("voice", await silence(), "voice.ogg")),
      attach: (anchor) => openAttachMenu({
        screen: this.screen, anchor, choose: () => this.picker.click(),
        send: { location: (a, b) => this.#do(this.api.location(a, b)), sticker: () => this.#do(this.api.sticker()) },
      }),
      start: () => this.start(this.person.start_payload),
      unblock: () => this.#block(false),
      lastOwn: () => this.log.lastOwn,
    };
  }

  #events() {
    const when = (handle) => (payload) => (this.#loaded ? handle(payload) : this.#early.push(() => handle(payload)));
    return {
      message: when((message) => this.#arrived(message)),
      edit: when((message) => this.#changed(message)),
      delete: when(({ id }) => { this.log.remove(id); this.#settle(); }),
      keyboard: when((keyboard) => this.composer.setKeyboard(keyboard)),
      answer: when((answer) => this.#answered(answer)),
      pin: when((message) => this.#changed(message)),
      typing: when(() => this.#type()),
    };
  }

  #arrived(message) {
    const fresh = this.log.put(message);
    if (!message.mine) this.#type(false);
    if (fresh && !message.mine) this.outside.news(this);
    this.#settle();
  }

  #changed(message) {
    this.log.put(message);
    this.#settle();
  }

  #settle() {
    const pinned = this.log.pinned().at(-1);
    this.pin.hidden = !pinned;
    this.pin.replaceChildren(icon("pin"), el("span", { className: "mode-words" }, el("strong", {}, "Pinned message"),
      el("span", {}, pinned?.text.replaceAll("\n", " ") || "Picture or file")));
    const empty = this.log.size === 0;
    this.empty.hidden = !empty;
    this.empty.replaceChildren(el("p", {}, el("strong", {}, "No messages here yet"), el("span", {}, "Tap START to begin.")));
    this.composer.setGate(this.#blocked ? "unblock" : empty ? "start" : null);
  }

  #type(on = true) {
    clearTimeout(this.#typing);
    this.#subtitle(on ? "typing" : null);
    if (on) this.#typing = setTimeout(() => this.#subtitle(null), TYPING_SECONDS * 1000);
  }

  #subtitle(words) {
    this.sub.classList.toggle("live", Boolean(words));
    const dots = words === "typing" ? el("span", { className: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")) : null;
    this.sub.replaceChildren(...[words ?? "bot", dots].filter(Boolean));
  }

  async #tap({ message, row, column, key, node }) {
    if (key.kind === "copy") { await this.#copy(key.copy ?? key.label); return; }
    if (node.getAttribute("aria-busy")) return;
    node.setAttribute("aria-busy", "true");
    const result = await this.#do(this.api.tap(message.id, row, column));
    node.removeAttribute("aria-busy");
    this.#answered(result);
  }

  /** An answer comes twice to the phone that tapped: with its own request and with the events. It is shown once. */
  #answered(answer) {
    if (!answer?.text) return;
    const known = this.#lastAnswer;
    this.#lastAnswer = { text: answer.text, message: answer.message_id, at: performance.now() };
    if (known?.text === answer.text && known.message === answer.message_id && performance.now() - known.at < ONCE_MS) return;
    if (answer.alert) alertBox(this.screen, answer.text);
    else this.say(answer.text);
  }

  async #copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.say("Copied");
    } catch {
      this.say(text);
    }
  }

  #messageMenu(message, node, point) {
    const words = message.text && !message.protect;
    const items = [{ label: "Reply", icon: "reply", act: () => this.composer.beginReply(message) }];
    if (words) items.push({ label: "Copy text", icon: "copy", act: () => this.#copy(message.text) });
    if (message.mine && message.text) items.push({ label: "Edit", icon: "pencil", act: () => this.composer.beginEdit(message) });
    openMenu({ screen: this.screen, anchor: node, point, items, label: "This message" });
  }

  #chatMenu() {
    const pinned = this.log.pinned().at(-1);
    const items = [
      pinned && { label: "Go to the pinned message", icon: "pin", act: () => this.log.jumpTo(pinned.id) },
      this.#blocked ? { label: "Unblock the bot", icon: "ban", act: () => this.#block(false) }
        : { label: "Block the bot", icon: "ban", danger: true, act: () => this.#block(true) },
    ];
    openMenu({ screen: this.screen, anchor: this.more, items: items.filter(Boolean), label: "This chat" });
  }

  async #block(on) {
    if ((await this.#do(on ? this.api.block() : this.api.unblock())) === undefined) return;
    this.#blocked = on;
    this.#settle();
  }

  /** The answer of a request; undefined (and a line that says so) when it was refused. */
  async #do(request) {
    try {
      return await request;
    } catch (problem) {
      this.say(problem.message);
      return undefined;
    }
  }
}

