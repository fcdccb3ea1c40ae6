// main: puts the page together. The program's state is asked for at the start, after each move and when something was decided.
import { demo } from "./api.js";
import { Controls } from "./controls.js";
import { Decisions } from "./decisions.js";
import { el } from "./nodes.js";
import { Stage } from "./stage.js";
import { DemoClock } from "./times.js";
import { beTheLiveWindow } from "./windows.js";

const AGAIN_MS = 1500;
const SETTLE_MS = 400;
const KEEP_RIGHT_MS = 30_000;

const at = (id) => document.getElementById(id);
const clock = new DemoClock();
let stage = null;
let controls = null;
let decisions = null;
let later = null;
let shown = "";

/** Another scenario, whoever began it (this page, another window, a restart), brings other chats. */
function took(state) {
  controls.show(state);
  decisions.show(state);
  if (begun(state) !== shown) replaced(state);
}

function replaced(state) {
  shown = begun(state);
  controls.show(state);
  decisions.show(state);
  stage.show(state);
  stage.closePanel();
}

function begun({ scenario, started }) {
  return `${scenario} ${started}`;
}

async function look(then = took) {
  const state = await demo.state().catch(() => null);
  if (state && !state.busy) then(state);
}

/** Many decisions in a row ask for one look. */
function lookSoon() {
  clearTimeout(later);
  later = setTimeout(() => look(), SETTLE_MS);
}

async function firstState() {
  const wait = el("p", { className: "notice", role: "status" }, "Starting…");
  at("phones").append(wait);
  for (;;) {
    try {
      return await demo.state();
    } catch (problem) {
      wait.textContent = problem.message;
      await new Promise((done) => setTimeout(done, AGAIN_MS));
    }
  }
}

const state = await firstState();
beTheLiveWindow(at("stage"), () => look());
controls = new Controls({ root: at("controls"), clock, took, replaced });
controls.show(state);
stage = new Stage({ root: at("phones"), clock });
stage.show(state);
shown = begun(state);
decisions = new Decisions({ root: at("decisions"), clock, reset: () => look(replaced), moved: lookSoon });
decisions.show(state);
setInterval(() => look(), KEEP_RIGHT_MS);
document.addEventListener("visibilitychange", () => document.hidden || look());
