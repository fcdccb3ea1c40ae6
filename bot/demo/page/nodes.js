// nodes: building DOM nodes and icons. Text goes in as text nodes, never as markup.

/** A new element; attributes named on… are listeners; null, undefined and false children and attributes are left out. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name === "className" ? "class" : name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";
const STROKED = {
  back: "M14.5 5.5 8 12l6.5 6.5",
  clip: "m20.2 11.4-8.4 8.4a5.4 5.4 0 0 1-7.7-7.7l8.6-8.6a3.6 3.6 0 0 1 5.1 5.1l-8.5 8.6a1.8 1.8 0 0 1-2.6-2.6l7.8-7.8",
  mic: "M12 3.5a2.8 2.8 0 0 0-2.8 2.8v5.4a2.8 2.8 0 0 0 5.6 0V6.3A2.8 2.8 0 0 0 12 3.5ZM6 11.2v.6a6 6 0 0 0 12 0v-.6M12 17.8v2.8",
  keyboard: "M5.5 4.5h13a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2v-11a2 2 0 0 1 2-2ZM8 9.2h.01M12 9.2h.01M16 9.2h.01M8 12.4h.01M12 12.4h.01M16 12.4h.01M8.5 15.8h7",
  slash: "M14.5 6.5 9.5 17.5M5.5 3.5h13a2 2 0 0 1 2 2v13a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2v-13a2 2 0 0 1 2-2Z",
  down: "m6 9.5 6 6 6-6",
  close: "m6.5 6.5 11 11M17.5 6.5l-11 11",
  pin: "M9 4h6l-.8 6 3.3 3.2H6.5L9.8 10 9 4ZM12 13.2V20",
  file: "M7 3.5h6.5L18.5 8.5V19a1.5 1.5 0 0 1-1.5 1.5H7A1.5 1.5 0 0 1 5.5 19V5A1.5 1.5 0 0 1 7 3.5ZM13.2 3.8v5h5",
  photo: "M5 5h14a1.5 1.5 0 0 1 1.5 1.5v11A1.5 1.5 0 0 1 19 19H5a1.5 1.5 0 0 1-1.5-1.5v-11A1.5 1.5 0 0 1 5 5ZM4 16.5l4.6-4.4 3.6 3.4 2.6-2.4 5 4.4M15.5 9h.01",
  place: "M12 20.5s6.5-5.4 6.5-10.6a6.5 6.5 0 0 0-13 0c0 5.2 6.5 10.6 6.5 10.6ZM12 12.2a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6Z",
  smile: "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM8.5 14a4 4 0 0 0 7 0M9 9.6h.01M15 9.6h.01",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20a7.5 7.5 0 0 1 15 0",
  copy: "M9.5 8.5h8a1.5 1.5 0 0 1 1.5 1.5v8.5a1.5 1.5 0 0 1-1.5 1.5h-8A1.5 1.5 0 0 1 8 18.5v-8.5a1.5 1.5 0 0 1 1.5-1.5ZM15.5 8.5V5.5A1.5 1.5 0 0 0 14 4H6.5A1.5 1.5 0 0 0 5 5.5v8.5A1.5 1.5 0 0 0 6.5 15.5H8",
  link: "M9 15 17.5 6.5M10.5 6h7.5v7.5",
  pencil: "m5 19 .8-3.8L16 5l3 3L8.8 18.2 5 19Z",
  reply: "M9.5 6.5 4.5 11.5l5 5M5 11.5h8.5a6 6 0 0 1 6 6",
  ban: "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM6.2 6.2l11.6 11.6",
  tune: "M4 8h9M19 8h1M4 16h1M11 16h9M16 10.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4ZM8 18.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z",
  ticks: "m1.5 12.6 4.6 4.6L14.8 7.6M10.9 15.9l1.3 1.3L22 7.6",
  mark: "M2.5 7h5.5v4h5.5v4H19v3.5h3",
};
const FILLED = {
  more: "M12 7.2a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2Zm0 6.4a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2Zm0 6.4a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2Z",
  send: "M3.4 20.4 21.5 12 3.4 3.6l-.01 6.530L14.5 12 3.390 13.870l.01 6.530Z",
  signal: "M2 16h3v4H2zM7.5 12.5h3V20h-3zM13 9h3v11h-3zM18.5 5h3v15h-3z",
  wifi: "M12 19.5 15.2 15.7a4.6 4.6 0 0 0-6.4 0L12 19.5Zm0-8a8.6 8.6 0 0 1 5.9 2.3l1.8-2.1a11.4 11.4 0 0 0-15.4 0l1.8 2.1A8.6 8.6 0 0 1 12 11.5Zm0-4.3c3.4 0 6.5 1.3 8.8 3.4L22.7 8.4a15.7 15.7 0 0 0-21.4 0l1.9 2.2A13 13 0 0 1 12 7.2Z",
  play: "M8.5 6v12l9.5-6-9.5-6Z",
};

/** An icon of the names above, 24 × 24 units, hidden from screen readers. */
export function icon(name, className = "icon") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `${className} icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", STROKED[name] ?? FILLED[name]);
  svg.classList.add(name in STROKED ? "stroked" : "filled");
  svg.append(path);
  return svg;
}

/** The battery of the status bar: a frame, a charge and a cap. */
export function battery() {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 26 14");
  svg.setAttribute("class", "icon battery");
  svg.setAttribute("aria-hidden", "true");
  for (const [d, kind] of [["M4 1.2h16a2.8 2.8 0 0 1 2.8 2.8v6a2.8 2.8 0 0 1-2.8 2.8H4A2.8 2.8 0 0 1 1.2 10V4A2.8 2.8 0 0 1 4 1.2Z", "stroked"],
    ["M4.4 3.2h11.2a1.2 1.2 0 0 1 1.2 1.2v5.2a1.2 1.2 0 0 1-1.2 1.2H4.4a1.2 1.2 0 0 1-1.2-1.2V4.4a1.2 1.2 0 0 1 1.2-1.2ZM24 4.8c1 .4 1.6 1.2 1.6 2.2S25 8.8 24 9.2V4.8Z", "filled"]]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    path.setAttribute("class", kind);
    svg.append(path);
  }
  return svg;
}
