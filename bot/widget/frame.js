// The frame around a conversation: head with progress, alarm, room for messages, notice, and where one writes.
// On a wide screen it is a dialog beside the page; on a narrow one it covers it; with mode="page" it is the page.

import { button, callLink, make } from "./parts.js";

const NARROW = matchMedia("(max-width: 30rem), (max-height: 30rem)");

export class Frame {
  constructor(say, settings, isPage, actions) {
    Object.assign(this, { say, isPage, actions });
    this.progress = make("div", { class: "progress", hidden: true });
    this.alarm = make("div", { class: "alarm", role: "alert" });
    this.answers = make("div", { class: "answers", role: "group", tabindex: "-1", "aria-label": say("choices") });
    this.writing = make("p", { class: "writing" }, make("i"), make("i"), make("i"), say("writing"));
    this.notice = make("p", { role: "status" });
    this.noticeTool = make("span");
    this.field = make("textarea", {
      id: "field", rows: "1", autocomplete: "off", enterkeyhint: "send", placeholder: say("placeholder"), keydown: sendOnEnter,
    });
    this.room = make("div", { class: "room", tabindex: "0", role: "region", "aria-label": say("conversation") });
    this.node = this.#panel(settings);
    this.#follow();
  }

  // The parts from top to bottom.
  #panel({ language = "en", direction = "ltr", phone = "", emergency = "", clinic = "", hours = "" }) {
    const properties = {
      class: "panel", lang: language, dir: direction, "aria-labelledby": "title",
      keydown: this.#escape, cancel: this.#escape, click: this.#pressed,
      close: () => this.node.open || this.actions.close(),
    };
    const footer = make("footer", {}, `${this.say("footer")} `, callLink(emergency));
    const contact = make("p", {}, `${clinic} `, callLink(phone), ` ${hours}`);
    const head = make("header", {}, make("div", { class: "names" }, make("h2", { id: "title" }, this.say("title")), contact));
    this.tools = make("div", { class: "tools" });
    head.append(this.tools);
    if (!this.isPage) this.tools.append(button("×", () => this.actions.close(), { class: "icon", "aria-label": this.say("close") }));
    const form = make(
      "form", { class: "writer", submit: (event) => this.#submit(event) },
      make("label", { for: "field", class: "unseen" }, this.say("field")),
      this.field, make("button", { class: "main" }, this.say("send")),
    );
    const notice = make("div", { class: "notice" }, this.notice, this.noticeTool);
    return make(this.isPage ? "main" : "dialog", properties, head, this.progress, this.alarm, this.room, notice, form, footer);
  }

  // A dialog that covers the page keeps the focus in itself; one beside the page leaves the page usable.
  open(takesFocus) {
    if (this.node.open) return;
    if (NARROW.matches) this.node.showModal();
    else this.node.open = true;
    if (takesFocus || NARROW.matches) this.room.focus();
  }

  close() {
    this.node.close();
  }

  showProgress({ asked, left } = {}) {
    this.progress.hidden = asked === undefined;
    if (this.progress.hidden) return;
    const words = left > 0 ? this.say("progress", { left }) : this.say("progress_last");
    const bar = make("progress", { max: asked + left, value: asked, "aria-label": this.say("progress_label") });
    this.progress.replaceChildren(bar, make("span", {}, words));
  }

  // Announced at once and never scrolled away; the focus stays where it is.
  showAlarm(line, numbers) {
    const calls = numbers.map((number) => callLink(number, this.say("call", { number })));
    this.alarm.replaceChildren(make("p", {}, make("strong", {}, this.say("emergency")), ` ${line}`), ...calls);
  }

  clearAlarm() {
    this.alarm.replaceChildren();
  }

  // What stands at the bottom of the room stays in sight, and the focus of a tool that goes away is not lost.
  showNotice(text, tool) {
    const { room, noticeTool } = this;
    const isAtEnd = room.scrollHeight - room.scrollTop - room.clientHeight < 40;
    if (noticeTool.contains(this.node.getRootNode().activeElement)) this.answers.focus({ preventScroll: true });
    if (this.notice.textContent !== text) this.notice.textContent = text;
    noticeTool.replaceChildren(...(tool ? [tool] : []));
    if (isAtEnd) this.toEnd();
  }

  toEnd() {
    this.answers.scrollIntoView({ block: "end" });
  }

  // What covers the page the browser closes by itself, asking first or not; beside it Escape is a key like others.
  #escape = (event) => {
    if (event.type === "keydown" && (event.key !== "Escape" || event.isComposing || this.node.matches(":modal"))) return;
    const menu = this.node.querySelector("details[open]");
    event.preventDefault();
    if (menu) {
      menu.open = false;
      menu.firstElementChild.focus();
    } else if (!this.isPage) this.actions.close();
  };

  // Whoever presses beside the open menu is done with it.
  #pressed = (event) => {
    const menu = this.node.querySelector("details[open]");
    if (menu && !event.composedPath().includes(menu)) menu.open = false;
  };

  #submit(event) {
    event.preventDefault();
    const text = this.field.value.trim();
    if (text && this.actions.write(text)) this.field.value = "";
  }

  // Zoom, a turned phone and a keyboard on the screen change what fits.
  #follow() {
    NARROW.addEventListener("change", () => {
      if (this.isPage || !this.node.open) return;
      const focused = this.node.getRootNode().activeElement;
      this.node.close();
      this.open();
      focused?.focus();
    });
    const seen = window.visualViewport;
    seen?.addEventListener("resize", () => {
      if (seen.scale === 1) this.node.style.setProperty("--seen", `${seen.height}px`);
    });
  }
}

function sendOnEnter(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  event.target.form.requestSubmit();
}

// What one may do with the whole conversation: reach a person, clear the screen, be forgotten.
export function menu(say, { phone = "" }, base, actions) {
  const items = make("div", { class: "items" });
  const node = make("details", { class: "menu", toggle: () => node.open || showItems() }, make("summary", {}, say("menu")), items);
  showItems();
  return node;

  function showItems() {
    const box = make("input", { type: "checkbox", change: () => actions.share(box.checked) });
    box.checked = actions.isShared();
    items.replaceChildren(
      make("label", {}, box, make("span", {}, say("shared"))),
      button(say("clear"), () => done(actions.clear)),
      button(say("forget"), ask),
      callLink(phone, `${say("person")}: ${phone}`),
      make("a", { href: new URL("accessibility", base), target: "_blank", rel: "noopener" }, say("accessibility")),
    );
  }

  function ask() {
    const sure = button(say("forget_yes"), () => done(actions.forget), { class: "main" });
    items.replaceChildren(make("p", {}, say("forget_ask")), sure, button(say("forget_no"), () => done()));
    sure.focus();
  }

  async function done(action) {
    node.open = false;
    node.firstElementChild.focus();
    await action?.();
  }
}
