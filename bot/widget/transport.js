// Requests to the channel. An answer comes whole or not at all; what goes wrong is a Failure with its kind.

const WAIT_MS = 45000;
const KINDS = { 401: "expired", 403: "refused", 409: "stale", 413: "too_long", 429: "busy" };

export class Failure extends Error {
  constructor(kind, { messages = [], error = "" } = {}, seconds = 0) {
    super(kind);
    Object.assign(this, { kind, messages, reason: error, seconds });
  }
}

export class Transport {
  constructor(base) {
    this.base = base;
  }

  begin(body = {}) {
    return this.#ask("POST", "conversations", null, body);
  }

  send(token, body) {
    return this.#ask("POST", "messages", token, body);
  }

  history(token, after = 0) {
    return this.#ask("GET", `history?after=${after}`, token);
  }

  renew(token) {
    return this.#ask("POST", "token", token, {});
  }

  forget(token) {
    return this.#ask("DELETE", "conversations", token);
  }

  async #ask(method, path, token, body) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), WAIT_MS);
    try {
      const answer = await fetch(new URL(path, this.base), {
        method,
        headers: {
          Accept: "application/json",
          ...(body && { "Content-Type": "application/json" }),
          ...(token && { Authorization: `Bearer ${token}` }),
        },
        body: body && JSON.stringify(body),
        signal: stop.signal,
        credentials: "omit",
        cache: "no-store",
      });
      return await read(answer);
    } catch (error) {
      throw error instanceof Failure ? error : new Failure("network");
    } finally {
      clearTimeout(timer);
    }
  }
}

async function read(answer) {
  if (answer.status === 204) return {};
  const found = await answer.json().catch(() => null);
  if (answer.ok && found) return found;
  if (answer.ok) throw new Failure("network");
  const kind = KINDS[answer.status] || (answer.status >= 500 ? "problem" : "refused");
  throw new Failure(kind, found || {}, Number(answer.headers.get("Retry-After")) || 0);
}
