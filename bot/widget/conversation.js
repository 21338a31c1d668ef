// One conversation as this page knows it: what was said, what is on its way, and whether it may go on.
// It knows nothing of the page; `tell` hears of what is new (`added`), of a fresh start (`reset`) and of `state`.

import { Failure } from "./transport.js";

export const TURNING = new Set(["question", "assessment", "emergency"]);
const TRIES = 12;
const LONGEST_PAUSE = 15;

export class Conversation {
  items = [];
  state = "ready";
  #pending = null;
  #resuming = null;
  #isBehind = false;
  #wake = () => {};

  constructor(transport, store, tell) {
    Object.assign(this, { transport, store, tell });
    window.addEventListener("online", () => this.retry());
    store.watch({ said: () => this.#catchUp(), changed: () => this.resume() });
  }

  get isBusy() {
    return Boolean(this.#pending || this.#resuming);
  }

  get question() {
    return this.items.findLast((item) => item.custom?.kind === "question")?.custom;
  }

  // Whether the summary was the last thing of weight.
  get isOver() {
    const turning = this.items.findLast(({ custom }) => TURNING.has(custom?.kind));
    return turning?.custom.kind === "assessment";
  }

  // What was said before, where this device has a key to it or a code leads to it. Who asks last is answered.
  async resume(code) {
    const left = this.#pending;
    const isBack = !this.items.length;
    const own = (this.#resuming = {});
    this.#pending = null;
    this.#isBehind = false;
    const isWanted = () => this.#resuming === own;
    const isLed = !code || (await this.#follow(code, isWanted));
    const messages = await this.#history(isWanted);
    if (!isWanted()) return;
    this.#resuming = null;
    this.#reset(messages, isBack);
    this.#become(isLed ? "ready" : "link_over", unheard(left, messages));
  }

  // The key to what was said elsewhere, for a code that is good once. Asked again with the same id, it still is.
  async #follow(code, isWanted) {
    const body = { from: code, message_id: newId() };
    for (let attempt = 0; attempt < TRIES && isWanted(); attempt += 1) {
      try {
        this.#become("loading");
        const { carried, ...key } = await this.transport.begin(body);
        if (carried && isWanted()) this.store.keep(key);
        return carried;
      } catch (failure) {
        if (failure.kind === "refused") break;
        await this.#pause(failure, attempt);
      }
    }
    return false;
  }

  async #history(isWanted) {
    for (let attempt = 0; this.store.token && isWanted(); attempt += 1) {
      try {
        this.#become("loading");
        return (await this.transport.history(this.store.token)).messages;
      } catch (failure) {
        if (failure.kind === "expired") this.store.clear();
        else await this.#pause(failure, attempt);
      }
    }
    return [];
  }

  // Says something. `body` is text, a press, presses or an amendment, as the channel takes them.
  say(body, shown) {
    if (this.isBusy) {
      this.retry(); // who presses Send again means what is on its way already
      return false;
    }
    const item = { from: "patient", text: shown, question: body.amend ? undefined : this.question?.id };
    this.#pending = { item, body: { message_id: newId(), ...body } };
    this.#add([item]);
    this.#deliver(this.#pending);
    return true;
  }

  // Tries again at once, with the same message id, so that the message counts once.
  retry() {
    if (this.state === "failed" && this.#pending) this.#deliver(this.#pending);
    else this.#wake();
  }

  leave() {
    this.store.clear();
    return this.resume();
  }

  async forget() {
    try {
      if (this.store.token) await this.transport.forget(this.store.token);
    } catch (failure) {
      if (failure.kind !== "expired") throw failure;
    }
    return this.leave();
  }

  async #deliver(pending) {
    for (let attempt = 0; this.#pending === pending; attempt += 1) {
      this.#become("sending");
      try {
        const token = await this.#token(pending);
        const answer = this.#pending === pending && (await this.transport.send(token, pending.body));
        if (this.#pending === pending) this.#done(answer);
      } catch (failure) {
        if (this.#pending === pending && !(await this.#recover(failure, attempt))) return;
      }
    }
  }

  // The key; the first message opens the conversation. Somebody who has left meanwhile leaves no key behind.
  async #token(pending) {
    const { store, transport } = this;
    if (!store.token && this.items.some((item) => item.id)) throw new Failure("expired");
    if (store.token && !store.endsSoon) return store.token;
    const fresh = await (store.token ? transport.renew(store.token) : transport.begin());
    if (this.#pending === pending) store.keep(fresh);
    return fresh.token;
  }

  #done({ messages = [] }) {
    this.#pending = null;
    this.#add(messages.map(fromBot));
    this.#become("ready");
    this.store.tell();
    if (this.#isBehind) this.resume();
  }

  // Whether to try again.
  async #recover(failure, attempt) {
    const { kind } = failure;
    if (kind === "network" || kind === "busy") {
      if (attempt + 1 < TRIES) return this.#pause(failure, attempt);
      this.#become("failed");
    } else if (kind === "problem") {
      this.#add(failure.messages.map(fromBot));
      this.#become("failed");
    } else if (kind === "stale") {
      await this.resume();
      this.#become("stale");
    } else if (kind === "expired") {
      this.store.clear();
      this.#takeBack("ended");
    } else {
      this.#takeBack(kind);
    }
    return false;
  }

  // A message that cannot be taken goes back where it came from.
  #takeBack(kind) {
    const { item, body } = this.#pending;
    this.#pending = null;
    this.#reset(this.items.filter((other) => other !== item));
    this.#become(kind, body.text);
  }

  // Waits a little longer each time; being online again or the patient's wish ends the wait.
  async #pause({ kind, seconds }, attempt) {
    this.#become(kind === "busy" ? "busy" : navigator.onLine ? "waiting" : "offline");
    const pause = seconds || Math.min(2 ** attempt, LONGEST_PAUSE);
    await new Promise((wake) => {
      this.#wake = wake;
      setTimeout(wake, pause * 1000);
    });
    return true;
  }

  // What was said in another tab; while this one is busy, it waits.
  async #catchUp() {
    this.#isBehind = this.isBusy;
    if (this.isBusy || !this.store.token) return;
    const last = Math.max(0, ...this.items.map((item) => item.id || 0));
    const { messages } = await this.transport.history(this.store.token, last).catch(() => ({ messages: [] }));
    const known = new Set(this.items.map((item) => item.id));
    if (this.isBusy) this.#isBehind = true;
    else this.#add(messages.filter(({ id }) => !known.has(id)));
  }

  #add(items) {
    if (!items.length) return;
    this.items = [...this.items, ...items];
    this.tell.added(items);
  }

  #reset(items, isBack = false) {
    this.items = withQuestions(items);
    this.tell.reset(this.items, isBack);
  }

  #become(state, text) {
    this.state = state;
    this.tell.state(state, text);
  }
}

// What the patient said, each with the question that was open then.
function withQuestions(items) {
  let question;
  return items.map((item) => {
    if (item.custom?.kind === "question") question = item.custom.id;
    return item.from === "patient" ? { question, ...item } : item;
  });
}

// What was typed and on its way when the conversation was read anew, unless it had arrived.
function unheard(left, messages) {
  const text = left?.body.text;
  return messages.some((item) => item.from === "patient" && item.text === text) ? undefined : text;
}

function fromBot(message) {
  return { from: "bot", ...message };
}

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(36)).join("-");
}
