// entities: a message's text with its entities as DOM nodes, the way Telegram shows them.
// Offsets are UTF-16, which is how JavaScript counts too. Links open only over https.
import { el } from "./nodes.js";

const INLINE = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const START_LINK = /^https:\/\/(?:t\.me|telegram\.me)\/[A-Za-z0-9_]+\?start=([A-Za-z0-9_-]{1,64})$/;

/** Nodes for `text`. `actions`: command(text), copy(text), openInvite(payload, link). */
export function formatted(text, entities, actions) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const box = document.createDocumentFragment();
  fill(box, { text, from: 0, to: text.length, entities: sorted, actions });
  return box;
}

function fill(parent, { text, from, to, entities, actions }) {
  let at = from;
  const rest = [...entities];
  while (rest.length) {
    const entity = rest.shift();
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    if (end <= start) continue;
    addText(parent, text.slice(at, start), BLOCKS.has(entity.type));
    const inner = [];
    while (rest.length && rest[0].offset < end) inner.push(rest.shift());
    rest.unshift(...inner.filter((each) => each.offset + each.length > end));
    const node = wrapper(entity, text.slice(start, end), actions);
    fill(node, { text, from: start, to: end, entities: inner, actions });
    parent.append(node);
    at = end;
    if (BLOCKS.has(entity.type) && text[at] === "\n") at += 1;
  }
  addText(parent, text.slice(at, to), false);
}

function addText(parent, piece, beforeBlock) {
  const shown = beforeBlock ? piece.replace(/\n$/, "") : piece;
  if (shown) parent.append(shown);
}

function wrapper(entity, content, actions) {
  if (entity.type in INLINE) return el(INLINE[entity.type]);
  switch (entity.type) {
    case "spoiler": return spoiler();
    case "pre": return el("pre", { tabindex: "0" });
    case "blockquote": return el("blockquote");
    case "expandable_blockquote": return folded();
    case "text_link": return link(entity.url, actions);
    case "url": return link(content.includes("://") ? content : `https://${content}`, actions);
    case "bot_command": return pressable("command", () => actions.command(content));
    case "phone_number": return pressable("number", () => actions.copy(content), `Copy ${content}`);
    default: return el("span", { className: `entity-${entity.type}` });
  }
}

function link(address, actions) {
  if (!/^https:\/\//i.test(address ?? "")) return el("span");
  const invite = START_LINK.exec(address);
  const node = el("a", { href: address, target: "_blank", rel: "noopener noreferrer", title: address });
  if (invite) node.addEventListener("click", (event) => {
    event.preventDefault();
    actions.openInvite(invite[1], node);
  });
  return node;
}

function pressable(className, act, label = null) {
  const node = el("span", { className, role: "button", tabindex: "0", "aria-label": label, title: label });
  pressing(node, act);
  return node;
}

function spoiler() {
  const node = el("span", { className: "spoiler", role: "button", tabindex: "0", "aria-label": "Hidden text. Show it" });
  pressing(node, () => {
    for (const each of node.closest(".bubble")?.querySelectorAll(".spoiler") ?? [node]) {
      each.classList.add("shown");
      for (const name of ["role", "tabindex", "aria-label"]) each.removeAttribute(name);
    }
  });
  return node;
}

function folded() {
  const node = el("blockquote", { className: "folded", role: "button", tabindex: "0", "aria-expanded": "false" });
  pressing(node, () => node.setAttribute("aria-expanded", String(!node.classList.toggle("unfolded"))));
  return node;
}

function pressing(node, act) {
  node.addEventListener("click", act);
  node.addEventListener("keydown", (event) => {
    if (event.target !== node || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });
}
