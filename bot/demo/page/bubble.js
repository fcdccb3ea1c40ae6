// bubble: one message as a DOM node: quote, picture, file, text, time, ticks and the buttons under it.
import { formatted } from "./entities.js";
import { el, icon } from "./nodes.js";
import { bubbleTime } from "./times.js";

const MARKS = { copy: "copy", url: "link" };

/** The node of `message`. `context`: {zone, quoteOf(id), actions} with the actions of entities plus tap, openPhoto, jumpTo. */
export function bubble(message, context) {
  const side = message.mine ? "out" : "in";
  const node = el("article", { className: `message ${side}`, tabindex: "-1", "data-id": message.id });
  const body = el("div", { className: "bubble" }, el("span", { className: "unseen" }, message.mine ? "You: " : "Bot: "));
  if (message.protect) body.classList.add("protected");
  body.append(...contents(message, context));
  node.append(body);
  if (message.rows?.length) {
    node.classList.add("with-keys");
    node.append(keys(message, context.actions));
  }
  return node;
}

function contents(message, context) {
  const found = [];
  if (message.reply_to) found.push(quote(message.reply_to, context));
  if (message.photo) found.push(photo(message, context.actions));
  if (message.attachment === "voice") found.push(voiceNote());
  else if (message.document) found.push(file(message.document));
  if (message.attachment === "location") found.push(location(message.location));
  if (message.attachment === "contact") found.push(labelled("person", "Contact"));
  if (message.attachment === "sticker") found.push(el("div", { className: "sticker", role: "img", "aria-label": "Sticker" }, icon("smile")));
  const meta = metaOf(message, context.zone);
  if (message.text) {
    const text = el("div", { className: "text" }, formatted(message.text, message.entities, context.actions));
    text.append(el("span", { className: "room", "data-meta": meta.dataset.shown, "aria-hidden": "true" }));
    found.push(text);
  } else if (!found.length) {
    found.push(el("div", { className: "text unknown" }, "A message of a kind this page cannot show."));
  }
  const bare = !message.text && message.photo;
  if (bare) meta.classList.add("over");
  found.push(meta);
  return found;
}

function metaOf(message, zone) {
  const time = bubbleTime(message.edited ?? message.date, zone);
  const shown = message.edited ? `edited ${time}` : time;
  const meta = el("span", { className: "meta" }, el("time", { datetime: message.edited ?? message.date }, shown));
  if (message.mine) meta.append(icon("ticks"), el("span", { className: "unseen" }, " read"));
  meta.dataset.shown = shown;
  return meta;
}

function quote(id, { quoteOf, actions }) {
  const words = quoteOf(id);
  return el("button", { className: "quote", type: "button", onclick: () => actions.jumpTo(id) }, words);
}

function photo(message, actions) {
  const { url, width, height } = message.photo;
  const name = message.text ? `Picture: ${message.text.slice(0, 80)}` : "Picture";
  const image = el("img", { src: url, width, height, alt: name, draggable: "false" });
  return el("button", {
    className: "photo", type: "button", "aria-label": `${name}. Enlarge`,
    onclick: () => actions.openPhoto(message),
  }, image);
}

function file({ name, url, size }) {
  return el("a", { className: "file", href: url, download: name, "aria-label": `Save ${name}, ${sizeOf(size)}` },
    el("span", { className: "disc" }, icon("file")),
    el("span", { className: "file-words" },
      el("span", { className: "file-name" }, name), el("span", { className: "file-size" }, sizeOf(size))));
}

/** "640 B", "12.4 KB", "1.2 MB" */
export function sizeOf(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function voiceNote() {
  const heights = [5, 9, 14, 8, 12, 18, 10, 6, 13, 9, 16, 7, 11, 5, 8, 12, 6, 9, 4, 6];
  const bars = heights.map((height) => {
    const bar = el("i");
    bar.style.height = `${height}px`;
    return bar;
  });
  return el("div", { className: "voice", role: "img", "aria-label": "Voice note, 1 s" },
    el("span", { className: "disc" }, icon("play")), el("span", { className: "wave" }, bars),
    el("span", { className: "file-size" }, "0:01"));
}

function location({ latitude, longitude }) {
  return labelled("place", "Location", `${latitude.toFixed(3)}, ${longitude.toFixed(3)}`);
}

function labelled(name, words, small = "") {
  return el("div", { className: "file" }, el("span", { className: "disc" }, icon(name)),
    el("span", { className: "file-words" }, el("span", { className: "file-name" }, words), el("span", { className: "file-size" }, small)));
}

function keys(message, actions) {
  const rows = message.rows.map((row, r) => el("div", { className: "key-row" },
    row.map((key, c) => keyOf({ message, key, row: r, column: c, actions }))));
  return el("div", { className: "keys", role: "group", "aria-label": "Buttons of this message" }, rows);
}

function keyOf({ message, key, row, column, actions }) {
  const mark = MARKS[key.kind] ? icon(MARKS[key.kind], "icon key-mark") : null;
  if (key.kind === "url" && /^https:\/\//i.test(key.url ?? "")) {
    return el("a", { className: "key", href: key.url, target: "_blank", rel: "noopener noreferrer" }, key.label, mark);
  }
  const node = el("button", { className: "key", type: "button" }, el("span", {}, key.label), mark);
  node.addEventListener("click", () => actions.tap({ message, row, column, key, node }));
  return node;
}
