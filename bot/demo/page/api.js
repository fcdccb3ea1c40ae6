// api: every request this page makes. Same origin only.

export class RequestFailed extends Error {}

async function ask(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { cache: "no-store", ...options });
  } catch {
    throw new RequestFailed("The demo does not answer. Is it still running?");
  }
  if (!response.ok) throw new RequestFailed(await refusal(response));
  const text = await response.text();
  return text ? JSON.parse(text) : null;
}

async function refusal(response) {
  try {
    const body = await response.json();
    return body.description ?? body.detail ?? body.error ?? `Refused (${response.status})`;
  } catch {
    return `Refused (${response.status})`;
  }
}

function post(path, body) {
  return ask(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
}

export const demo = {
  state: () => ask("demo/state"),
  moveClock: (step) => post("demo/clock", step),
  startScenario: (id) => post("demo/scenario", { id }),
  decisions: "demo/decisions",
};

/** What one person's phone can do. */
export function phoneOf(userId) {
  const base = `phone/${encodeURIComponent(userId)}`;
  const upload = (kind, file, name, caption) => {
    const form = new FormData();
    form.append("file", file, name);
    if (caption) form.append("caption", caption);
    return ask(`${base}/${kind}`, { method: "POST", body: form });
  };
  return {
    events: `${base}/events`,
    /** What stands on the phone now: {messages, keyboard, blocked}. */
    async look() {
      const [messages, keyboard, users] = await Promise.all(
        [ask(`${base}/messages`), ask(`${base}/keyboard`), ask("phone/users")]);
      return { messages, keyboard, blocked: Boolean(users.find(({ id }) => String(id) === String(userId))?.blocked) };
    },
    text: (text, replyTo = null) => post(`${base}/text`, { text, reply_to: replyTo }),
    start: (payload) => post(`${base}/start`, { payload }),
    tap: (messageId, row, column) => post(`${base}/tap`, { message_id: messageId, row, column }),
    edit: (messageId, text) => post(`${base}/edit`, { message_id: messageId, text }),
    location: (latitude, longitude) => post(`${base}/location`, { latitude, longitude }),
    sticker: () => post(`${base}/sticker`, {}),
    block: () => post(`${base}/block`, {}),
    unblock: () => post(`${base}/unblock`, {}),
    upload,
  };
}
