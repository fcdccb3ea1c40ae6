// controls: the left column: the demo's clock, the scenarios, light or dark.
import { demo } from "./api.js";
import { el, icon } from "./nodes.js";
import { clockTime, dayName, relativeDay } from "./times.js";

const WATCH_MS = 500;

export class Controls {
  #state = null;
  #busy = false;

  /** took(state) is called with each state the program tells; replaced(state) after another scenario began. */
  constructor({ root, clock, took, replaced }) {
    Object.assign(this, { root, clock, took, replaced });
    this.day = el("div", { className: "clock-day" });
    this.time = el("div", { className: "clock-time" });
    this.started = el("div", { className: "hint" });
    this.status = el("div", { className: "walking", role: "status" });
    this.steps = [step("+10 min", () => this.#move({ minutes: 10 })), step("+1 day", () => this.#move({ days: 1 }))];
    this.what = el("small", {});
    this.next = el("button", { className: "next", type: "button", onclick: () => this.#move({ next: true }) }, el("span", {}, "Next event"), this.what);
    this.scenarios = el("div", { className: "scenarios" });
    root.replaceChildren(
      el("h1", { className: "brand" }, icon("mark"), "Taperline demo"),
      el("section", { className: "clock", "aria-label": "Clock" }, el("h2", {}, "Clock"), this.day, this.time, this.started,
        el("div", { className: "steps" }, this.steps), this.next, this.status),
      el("section", { className: "scenario-box", "aria-label": "Scenario" }, el("h2", {}, "Scenario"), this.scenarios),
      el("div", { className: "foot" }, themeSwitch(), el("p", { className: "hint" }, "Runs on this computer only. The people are invented.")));
    clock.addEventListener("minute", () => this.#showTime());
  }

  show(state) {
    this.#state = state;
    this.clock.set(state.now);
    this.#showTime();
    this.started.textContent = `Started ${dayName(state.started, state.zone)} ${clockTime(state.started, state.zone)}`;
    this.what.textContent = this.#nextWords(state);
    this.scenarios.replaceChildren(...state.scenarios.map((each) => this.#scenario(each, each.id === state.scenario)));
    if (!this.#busy) this.status.textContent = ""; // it answers
    this.#allow();
  }

  #nextWords({ next, now, zone }) {
    if (!next) return "Nothing is planned";
    const day = relativeDay(next.at, now, zone);
    return [day === "Today" ? "" : day, clockTime(next.at, zone), next.what].filter(Boolean).join(" ");
  }

  #showTime() {
    if (!this.#state) return;
    const now = this.clock.now();
    this.day.textContent = dayName(now, this.#state.zone);
    this.time.textContent = clockTime(now, this.#state.zone);
  }

  #scenario({ id, title, hint }, current) {
    return el("button", {
      className: "scenario", type: "button", "aria-current": current ? "true" : null, "data-id": id,
      title: current ? `Start “${title}” again` : null, onclick: () => this.#start(id, title),
    }, el("span", { className: "radio" }), el("span", { className: "scenario-words" }, el("span", {}, title), el("small", {}, hint)));
  }

  #move(step) {
    return this.#work("Walking through every event…", () => demo.moveClock(step), this.took);
  }

  #start(id, title) {
    return this.#work(`Preparing “${title}”…`, () => demo.startScenario(id), this.replaced);
  }

  /** One thing at a time; while it lasts the clock is shown moving. */
  async #work(words, begin, then) {
    if (this.#busy) return;
    this.#busy = true;
    this.#allow(words);
    const watch = setInterval(() => this.#look(), WATCH_MS);
    const said = await begin().then((state) => ({ state }), (problem) => ({ problem }));
    clearInterval(watch);
    this.#busy = false;
    if (said.state) then(said.state);
    this.#allow(said.problem?.message ?? "");
  }

  async #look() {
    const state = await demo.state().catch(() => null);
    if (state && this.#busy) this.clock.set(state.now);
  }

  #allow(words = this.status.textContent) {
    this.root.setAttribute("aria-busy", String(this.#busy));
    for (const button of [...this.steps, ...this.scenarios.children]) button.disabled = this.#busy;
    this.next.disabled = this.#busy || !this.#state?.next;
    this.status.textContent = words;
  }
}

function step(words, act) {
  return el("button", { className: "step", type: "button", onclick: act }, words);
}

function themeSwitch() {
  const choices = [["light", "Light"], ["dark", "Dark"]].map(([theme, words]) => el("button", {
    type: "button", "data-theme-choice": theme, onclick: () => window.theme.choose(theme),
  }, words));
  const mark = () => choices.forEach((each) => each.setAttribute("aria-pressed", String(each.dataset.themeChoice === window.theme.current())));
  addEventListener("themechange", mark);
  mark();
  return el("div", { className: "segments", role: "group", "aria-label": "Light or dark" }, choices);
}
