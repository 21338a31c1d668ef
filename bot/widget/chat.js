// Brings together the conversation and what is seen of it.

import { Conversation, TURNING } from "./conversation.js";
import { Frame, menu } from "./frame.js";
import { choices, Log, numbersIn } from "./messages.js";
import { button, short, wording } from "./parts.js";
import { Store } from "./store.js";
import { Transport } from "./transport.js";

const TROUBLE = new Set(["offline", "waiting", "busy", "failed", "ended", "stale", "link_over", "too_long", "refused"]);
const RETRY = { offline: "try_now", waiting: "try_now", busy: "try_now", failed: "send_again" };

export class Chat {
  constructor({ base, key, settings, isPage, isShared, announce, close }) {
    const say = wording(settings);
    const store = new Store(key, isShared);
    Object.assign(this, { say, settings, isPage, announce, store });
    this.frame = new Frame(say, settings, isPage, { close, write: (text) => this.#say({ text }, text) });
    this.log = new Log(say, [settings.phone, settings.emergency], {
      change: ({ question, text }) => this.#say({ amend: question }, say("changing", { answer: short(text) })),
      keep: (...what) => this.#keep(...what),
    });
    this.frame.tools.prepend(menu(say, settings, base, this.#wishes()));
    this.frame.room.append(this.log.node, this.frame.writing, this.frame.answers);
    this.conversation = new Conversation(new Transport(base), store, {
      added: (items) => this.#added(items),
      reset: (items, isBack) => this.#reset(items, isBack),
      state: (state, text) => this.#state(state, text),
    });
  }

  start() {
    // On a shared computer "Back" does not bring back what the last person said.
    window.addEventListener("pageshow", ({ persisted }) => persisted && this.store.isShared && this.#leave());
    return this.conversation.resume(this.isPage && codeInAddress());
  }

  async #leave() {
    await this.conversation.leave();
    this.frame.field.value = "";
  }

  #wishes() {
    return {
      isShared: () => this.store.isShared,
      share: (isShared) => this.store.share(isShared),
      clear: async () => {
        await this.#leave();
        this.frame.showNotice(this.say("cleared"));
      },
      forget: async () => {
        try {
          await this.conversation.forget();
          this.frame.field.value = "";
          this.frame.showNotice(this.say("forgotten"));
          this.announce("forgotten");
        } catch ({ kind, reason }) {
          // Where the law keeps it from being erased, the clinic says so in words of its own.
          this.frame.showNotice((kind === "stale" && reason) || this.say("not_forgotten"));
        }
      },
    };
  }

  #say(body, shown) {
    const isFirst = !this.conversation.items.length;
    if (!this.conversation.say(body, shown)) return false;
    if (isFirst) this.announce("started");
    return true;
  }

  // Buttons go away when one is pressed: the focus waits where the next ones come, and no keyboard pops up.
  #answer(body, shown) {
    if (this.#say(body, shown)) this.frame.answers.focus({ preventScroll: true });
  }

  #added(items) {
    const first = this.log.add(items);
    this.#after(items);
    // A long answer is read from its beginning.
    const { answers, room } = this.frame;
    const isLong = answers.offsetTop + answers.offsetHeight - first?.offsetTop > room.clientHeight;
    if (isLong && items[0].from === "bot") first.scrollIntoView();
    else this.frame.toEnd();
    if (items.some(({ custom }) => custom?.kind === "assessment")) this.announce("finished");
  }

  #reset(items, isBack) {
    this.log.reset(items.length ? items : [this.#greeting()]);
    if (isBack && items.length) this.log.note(this.say("welcome_back"));
    this.#after(items.length ? items : [this.#greeting()]);
    this.frame.toEnd();
  }

  #greeting() {
    return { from: "bot", text: this.say("greeting"), custom: { kind: "greeting" } };
  }

  // What belongs to the last message only: its choices, the progress, an alarm.
  #after(items) {
    const last = items.at(-1);
    this.#offer(last);
    if (last.from === "patient") return;
    this.frame.showProgress(last.custom?.kind === "question" ? last.custom : undefined);
    // An alarm stays until the bot asks on or closes.
    const turning = items.findLast(({ custom }) => TURNING.has(custom?.kind));
    if (turning?.custom.kind === "emergency") this.#alarm(turning.text);
    else if (turning || last.custom?.kind === "greeting") this.frame.clearAlarm();
  }

  #offer(last) {
    const answer = (body, shown) => this.#answer(body, shown);
    const begin = () => button(this.say("begin"), () => answer({ press: "begin" }, this.say("begin")), { class: "main" });
    const shown = last.custom?.kind === "greeting" ? [begin()] : last.from === "bot" ? choices(last, this.say, answer) : [];
    if (last.from === "bot" && this.conversation.isOver) shown.push(button(this.say("start_new"), () => this.#startNew()));
    this.frame.answers.replaceChildren(...shown);
  }

  #startNew() {
    this.frame.answers.focus({ preventScroll: true });
    return this.conversation.leave();
  }

  #alarm(text) {
    const numbers = numbersIn(text).slice(0, 2);
    this.frame.showAlarm(text.split("\n")[0], numbers.length ? numbers : [this.settings.emergency]);
    this.announce("alarm");
  }

  #state(state, text) {
    this.frame.node.dataset.state = state;
    const tool = RETRY[state] && button(this.say(RETRY[state]), () => this.conversation.retry());
    const anew = state === "ended" && button(this.say("start_new"), () => this.#startNew());
    this.frame.showNotice(TROUBLE.has(state) ? this.say(state) : "", tool || anew);
    if (text && !this.frame.field.value) this.frame.field.value = text;
  }

  async #keep(tool, card, pressed) {
    const { keep } = await import("./summary.js");
    const word = await keep[tool](card, this.frame.node.getRootNode().host, pressed);
    if (word) this.frame.showNotice(this.say(word));
  }
}

// The code of a link that led here. It is good once, so it does not stay where others see it.
function codeInAddress() {
  const address = new URL(location.href);
  const code = address.searchParams.get("from");
  if (code === null) return null;
  address.searchParams.delete("from");
  history.replaceState(history.state, "", address);
  return code;
}
