// decisions: the right column: what the program decided and why, and what is coming up. Rule ids and outcomes only.
import { demo } from "./api.js";
import { el } from "./nodes.js";
import { Stream } from "./stream.js";
import { clockTime, dayKey, dayName, relativeDay } from "./times.js";

const KEPT = 300;

export class Decisions {
  #zone = "UTC";
  #day = null;
  #upcoming = [];
  #follows = true;

  /** reset() when the program began anew; moved() when something was decided, so that the state is worth a look. */
  constructor({ root, clock, reset, moved }) {
    Object.assign(this, { clock, moved });
    this.about = el("p", { className: "about" });
    this.past = el("ol", { className: "timeline", role: "log", "aria-label": "Decisions", tabindex: "0" });
    this.past.addEventListener("scroll", () => { this.#follows = this.#left() < 40; });
    new ResizeObserver(() => this.#follow()).observe(this.past);
    this.none = el("p", { className: "hint" }, "Nothing yet. Answer a message, or move the clock.");
    this.coming = el("ol", { className: "timeline coming" });
    this.comingBox = el("section", { className: "coming-box", hidden: true }, el("h3", {}, "Coming up"), this.coming);
    root.replaceChildren(el("h2", { className: "title" }, "What the program decided"), this.about, this.none, this.past, this.comingBox);
    new Stream(demo.decisions, { open: () => this.#clear(), on: {
      decision: (decision) => this.#add(decision),
      reset: () => { this.#clear(); reset(); },
      upcoming: ({ items }) => { this.#upcoming = items; this.#showUpcoming(); moved(); },
    } });
    clock.addEventListener("minute", () => this.#showUpcoming());
  }

  /** The zone of the times, and the day. It is about everybody: staff can cry for help too. */
  show(state) {
    this.#zone = state.zone;
    this.about.textContent = dayName(state.now, state.zone);
    this.#showUpcoming();
  }

  #clear() {
    this.#day = null;
    this.past.replaceChildren();
    this.none.hidden = false;
  }

  #add(decision) {
    const day = dayKey(decision.at, this.#zone);
    if (this.#day && day !== this.#day) this.past.append(el("li", { className: "new-day" }, dayName(decision.at, this.#zone)));
    this.#day = day;
    this.none.hidden = true;
    this.past.append(this.#row(decision.at, decision.danger, ...wordsOf(decision)));
    while (this.past.children.length > KEPT) this.past.firstElementChild.remove();
    this.#follow();
    this.moved();
  }

  #left() {
    return this.past.scrollHeight - this.past.scrollTop - this.past.clientHeight;
  }

  /** The newest stays in sight, also when the box below grows, unless somebody scrolled up. */
  #follow() {
    if (this.#follows) this.past.scrollTop = this.past.scrollHeight;
  }

  #row(at, danger, ...words) {
    return el("li", { className: danger ? "danger" : null }, el("time", { datetime: at }, clockTime(at, this.#zone)),
      el("span", { className: "dot" }), el("span", { className: "what" }, words));
  }

  #showUpcoming() {
    this.comingBox.hidden = this.#upcoming.length === 0;
    this.coming.replaceChildren(...this.#upcoming.slice(0, 8).map(({ at, what }) => {
      const day = relativeDay(at, this.clock.now(), this.#zone);
      return this.#row(at, false, day === "Today" ? what : `${day}: ${what}`);
    }));
  }
}

/** "Text matched rule hallucination.visual (“bugs on the wall”) → emergency" */
function wordsOf({ what, rule, words, tier, danger }) {
  const found = [what];
  if (rule) found.push(" ", el("strong", {}, rule));
  if (words) found.push(` (“${words}”)`);
  if (tier) found.push(" → ", el("span", { className: danger ? "tier danger" : "tier" }, tier));
  return found;
}
