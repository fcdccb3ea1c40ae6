// stream: server-sent events that come back by themselves.
// Browsers allow six connections to one origin. So a hidden tab lets go of its streams, and of several windows one has them.

let elsewhere = false;
const changes = new EventTarget();

/** True: another window has the streams now, and those of this one are closed. False: they are opened again. */
export function leaveStreams(on) {
  elsewhere = on;
  changes.dispatchEvent(new Event("change"));
}

export class Stream {
  #url;
  #handlers;
  #source = null;
  #retry = null;
  #closed = false;
  #follow = () => (document.hidden || elsewhere ? this.#drop() : this.#open());

  /** handlers: {open, lost, on: {eventName: (payload) => …}}; `open` is called after each (re)connection. */
  constructor(url, handlers) {
    this.#url = url;
    this.#handlers = handlers;
    document.addEventListener("visibilitychange", this.#follow);
    changes.addEventListener("change", this.#follow);
    this.#follow();
  }

  close() {
    this.#closed = true;
    document.removeEventListener("visibilitychange", this.#follow);
    changes.removeEventListener("change", this.#follow);
    this.#drop();
  }

  #open() {
    if (this.#closed || this.#source) return;
    const source = new EventSource(this.#url);
    this.#source = source;
    source.addEventListener("open", () => this.#handlers.open?.());
    source.addEventListener("error", () => this.#lost(source));
    for (const [name, handle] of Object.entries(this.#handlers.on)) {
      source.addEventListener(name, (event) => handle(event.data ? JSON.parse(event.data) : null));
    }
  }

  #lost(source) {
    if (source !== this.#source) return;
    this.#handlers.lost?.();
    this.#drop();
    this.#retry = setTimeout(() => this.#open(), 1500);
  }

  #drop() {
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#source = null;
  }
}
