// times: the demo's clock as the page shows it, and instants as a zone's wall clock writes them.

/** The demo's civil clock. It runs on by itself from the last instant the program told. */
export class DemoClock extends EventTarget {
  #at = 0;
  #since = 0;
  #shown = "";

  constructor() {
    super();
    setInterval(() => this.#tick(), 500);
  }

  set(iso) {
    this.#at = Date.parse(iso);
    this.#since = performance.now();
    this.#tick();
  }

  now() {
    return new Date(this.#at + (performance.now() - this.#since));
  }

  #tick() {
    const minute = this.now().toISOString().slice(0, 16);
    if (minute === this.#shown) return;
    this.#shown = minute;
    this.dispatchEvent(new Event("minute"));
  }
}

const formats = new Map();
function format(zone) {
  if (!formats.has(zone)) formats.set(zone, makeFormat(zone));
  return formats.get(zone);
}

function makeFormat(zone) {
  const options = {
    weekday: "short", day: "numeric", month: "short", year: "numeric",
    hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  };
  try {
    return new Intl.DateTimeFormat("en-US", { ...options, timeZone: zone });
  } catch {
    return new Intl.DateTimeFormat("en-US", { ...options, timeZone: "UTC" });
  }
}

function parts(at, zone) {
  const found = {};
  for (const { type, value } of format(zone).formatToParts(new Date(at))) found[type] = value;
  return found;
}

/** "08:04" */
export function clockTime(at, zone) {
  const { hour, minute } = parts(at, zone);
  return `${hour}:${minute}`;
}

/** "8:04", as the messages themselves write it. */
export function bubbleTime(at, zone) {
  return clockTime(at, zone).replace(/^0/, "");
}

/** "Tue 15 Dec" */
export function dayName(at, zone) {
  const { weekday, day, month } = parts(at, zone);
  return `${weekday} ${day} ${month}`;
}

/** Equal for two instants of one local day, different otherwise. */
export function dayKey(at, zone) {
  const { day, month, year } = parts(at, zone);
  return `${year} ${month} ${day}`;
}

/** "Today", "Yesterday", "Tomorrow" or "Tue 15 Dec", seen from `now`. */
export function relativeDay(at, now, zone) {
  const key = dayKey(at, zone);
  const away = (hours) => dayKey(new Date(now).getTime() + hours * 3_600_000, zone);
  if (key === away(0)) return "Today";
  if (key === away(-24)) return "Yesterday";
  if (key === away(24)) return "Tomorrow";
  return dayName(at, zone);
}
