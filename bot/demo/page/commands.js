// commands: the list that opens over the composer when somebody types a slash.
import { el } from "./nodes.js";

export class CommandList {
  #found = [];
  #chosen = 0;

  /** pick(command) is called with "/name". */
  constructor({ commands, input, pick }) {
    this.commands = commands;
    this.input = input;
    this.pick = pick;
    this.id = `commands-${crypto.randomUUID().slice(0, 8)}`;
    this.root = el("div", { className: "commands", role: "listbox", id: this.id, "aria-label": "Commands", hidden: true });
    for (const [name, value] of [["aria-autocomplete", "list"], ["aria-controls", this.id]]) input.setAttribute(name, value);
  }

  get open() { return !this.root.hidden; }

  /** Shows what begins like the text in the composer; closes when it is no command. */
  update() {
    const typed = /^\/([a-z0-9_]*)$/i.exec(this.input.value);
    this.#found = typed ? this.commands.filter(({ command }) => command.startsWith(typed[1].toLowerCase())) : [];
    this.#chosen = Math.max(0, this.#found.findIndex(({ command }) => command === typed?.[1].toLowerCase()));
    this.root.hidden = this.#found.length === 0;
    this.root.replaceChildren(...this.#found.map((each, n) => this.#row(each, n)));
    this.#mark();
  }

  close() {
    this.root.hidden = true;
    this.#mark();
  }

  /** True if the key was for this list. */
  key(event) {
    if (!this.open) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.#chosen = (this.#chosen + step + this.#found.length) % this.#found.length;
      this.#mark();
    } else if (event.key === "Enter") this.#take(this.#found[this.#chosen]);
    else if (event.key === "Tab") this.#complete(this.#found[this.#chosen]);
    else if (event.key === "Escape") this.close();
    else return false;
    event.preventDefault();
    return true;
  }

  #row(each, n) {
    return el("div", { className: "command-row", role: "option", id: `${this.id}-${n}`, onclick: () => this.#take(each) },
      el("strong", {}, `/${each.command}`), el("span", {}, each.description));
  }

  #mark() {
    [...this.root.children].forEach((row, n) => row.setAttribute("aria-selected", String(n === this.#chosen)));
    const row = this.open ? this.root.children[this.#chosen] : null;
    if (row) this.input.setAttribute("aria-activedescendant", row.id);
    else this.input.removeAttribute("aria-activedescendant");
    row?.scrollIntoView({ block: "nearest" });
  }

  #take(each) {
    this.close();
    this.pick(`/${each.command}`);
  }

  #complete(each) {
    this.input.value = `/${each.command}`;
    this.update();
  }
}
