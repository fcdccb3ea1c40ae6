// composer: the foot of a phone: writing, answering, editing, the keyboard of four, START and unblocking.
import { CommandList } from "./commands.js";
import { el, icon } from "./nodes.js";

export class Composer {
  #mode = null;
  #keyboardShown = true;
  #rows = null;
  #once = false;

  /** `does`: text(text, replyTo), edit(id, text), voice(), attach(anchor), start(), unblock(), lastOwn(). */
  constructor({ name, commands, sheet, does }) {
    this.does = does;
    this.input = el("textarea", { className: "input", rows: "1", placeholder: "Message", "aria-label": `Message, ${name}`,
      maxlength: "4096", autocomplete: "off", spellcheck: "false", enterkeyhint: "send" });
    this.commands = new CommandList({ commands, input: this.input, pick: (command) => this.#send(command) });
    this.clip = round("clip", "Attach", () => does.attach(this.clip));
    this.toggle = round("keyboard", "Hide or show the keyboard", () => this.#toggleKeyboard());
    this.slash = round("slash", "Commands", () => this.#slash());
    this.voice = round("mic", "Send a voice note", () => does.voice());
    this.go = round("send", "Send", () => this.#submit());
    this.note = el("div", { className: "mode", hidden: true });
    this.bar = el("div", { className: "writing" }, this.clip, this.input, this.slash, this.toggle, this.voice, this.go);
    this.keyboard = el("div", { className: "keyboard", role: "group", "aria-label": "Keyboard of the bot", hidden: true });
    this.gate = el("button", { className: "gate", type: "button", hidden: true });
    this.root = el("footer", { className: "composer" }, this.commands.root, this.note, sheet.root, this.bar, this.gate, this.keyboard);
    this.input.addEventListener("input", () => this.#typed());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.#typed();
  }

  /** keyboard: {rows, one_time}; a keyboard for one time goes away when a key was used. */
  setKeyboard({ rows, one_time: once }) {
    this.#rows = rows.length ? rows : null;
    this.#once = Boolean(once);
    this.#keyboardShown = true;
    this.keyboard.replaceChildren(...(this.#rows ?? []).map((row) => el("div", { className: "keyboard-row" },
      row.map((label) => el("button", { className: "reply-key", type: "button", onclick: () => this.#pressed(label) }, label)))));
    this.#layOut();
  }

  #pressed(label) {
    if (this.#once) this.#toggleKeyboard();
    this.does.text(label, null);
  }

  /** gate: "start", "unblock" or null (ordinary writing). */
  setGate(gate) {
    this.gate.hidden = !gate;
    this.bar.hidden = Boolean(gate);
    this.gate.textContent = { start: "START", unblock: "UNBLOCK" }[gate] ?? "";
    this.gate.onclick = () => (gate === "start" ? this.does.start() : this.does.unblock());
    this.gated = Boolean(gate);
    this.#layOut();
  }

  beginEdit(message) { this.#enter({ kind: "edit", message, title: "Edit message" }, message.text); }

  beginReply(message) { this.#enter({ kind: "reply", message, title: message.mine ? "Reply to yourself" : "Reply" }, this.input.value); }

  leaveMode() {
    if (this.#mode?.kind === "edit") this.input.value = "";
    this.#mode = null;
    this.note.hidden = true;
    this.#typed();
  }

  #enter(mode, text) {
    this.#mode = mode;
    this.note.replaceChildren(icon(mode.kind === "edit" ? "pencil" : "reply"),
      el("span", { className: "mode-words" }, el("strong", {}, mode.title), el("span", {}, mode.message.text || "Picture or file")),
      round("close", "Cancel", () => this.leaveMode()));
    this.note.hidden = false;
    this.input.value = text;
    this.input.focus();
    this.#typed();
  }

  #submit() {
    const text = this.input.value.trim();
    if (text) this.#send(text);
  }

  #send(text) {
    const mode = this.#mode;
    this.#mode = null;
    this.note.hidden = true;
    this.input.value = "";
    this.#typed();
    if (mode?.kind === "edit") this.does.edit(mode.message.id, text);
    else this.does.text(text, mode?.message.id ?? null);
  }

  #typed() {
    const writing = Boolean(this.input.value.trim());
    this.go.hidden = !writing;
    this.voice.hidden = writing;
    this.slash.hidden = writing || this.commands.commands.length === 0;
    this.#grow();
    this.commands.update();
  }

  /** As high as the text, within bounds; browsers that size fields by content do it themselves. */
  #grow() {
    if (CSS.supports("field-sizing", "content")) return;
    this.input.style.height = "auto";
    if (this.input.scrollHeight) this.input.style.height = `${this.input.scrollHeight}px`;
  }

  #key(event) {
    if (event.isComposing || this.commands.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); this.#submit(); }
    else if (event.key === "Escape" && this.#mode) this.leaveMode();
    else if (event.key === "ArrowUp" && !this.input.value && this.does.lastOwn()) {
      event.preventDefault();
      this.beginEdit(this.does.lastOwn());
    }
  }

  #slash() {
    this.input.value = "/";
    this.input.focus();
    this.#typed();
  }

  #toggleKeyboard() {
    this.#keyboardShown = !this.#keyboardShown;
    this.#layOut();
  }

  #layOut() {
    this.keyboard.hidden = !this.#rows || !this.#keyboardShown || this.gated;
    this.toggle.hidden = !this.#rows;
    this.toggle.setAttribute("aria-pressed", String(this.#keyboardShown));
  }
}

function round(name, label, act) {
  return el("button", { className: `round round-${name}`, type: "button", "aria-label": label, title: label, onclick: act }, icon(name));
}
