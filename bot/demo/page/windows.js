// windows: of several windows with this page the one used last is live; the others say so and wait.
import { el } from "./nodes.js";
import { leaveStreams } from "./stream.js";

/** This window is the live one from now on; `back()` is called each time it becomes so again. */
export function beTheLiveWindow(root, back) {
  const channel = new BroadcastChannel("taperline-demo");
  const take = () => {
    channel.postMessage("taken");
    if (!note.isConnected) return;
    note.remove();
    leaveStreams(false);
    back();
  };
  const note = el("div", { className: "elsewhere", role: "status" },
    el("p", {}, "The demo is open in another window."),
    el("button", { className: "next", type: "button", onclick: take }, "Go on here"));
  channel.addEventListener("message", () => {
    root.append(note);
    leaveStreams(true);
  });
  document.addEventListener("visibilitychange", () => document.hidden || take());
  addEventListener("focus", take);
  take();
}
