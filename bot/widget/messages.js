// What was said, as bubbles in a log that a screen reader follows, the closing as a card to keep; and what one
// may answer, as buttons or as boxes to tick with one Send.

import { button, callLink, make, short } from "./parts.js";

const NUMBER = /\+?\d(?:[\d ()-]{1,17}\d)/g;
const ADDRESS = "https?://[^\\s<>\"']+[^\\s<>\"'.,;:!?)]";
const BULLET = "• ";

export class Log {
  #turn = [];

  constructor(say, numbers, actions) {
    Object.assign(this, { say, numbers, actions });
    this.node = make("div", { class: "log", role: "log", "aria-label": say("conversation") });
  }

  // Each message is put in whole, so that it is announced whole. Gives the first new one.
  add(items) {
    const first = this.node.childElementCount;
    for (const item of items) this.#put(item);
    return this.node.children[first];
  }

  // A conversation that is shown again is not read out again.
  reset(items) {
    this.node.setAttribute("aria-live", "off");
    this.node.replaceChildren();
    this.#turn = [];
    const shown = this.add(items);
    setTimeout(() => this.node.removeAttribute("aria-live"), 500);
    return shown;
  }

  note(text) {
    this.node.append(make("p", { class: "note" }, text));
  }

  #put(item) {
    const bubble = this.#bubble(item);
    if (item.from === "patient") this.#turn = [];
    else this.#turn.push(bubble);
    if (item.custom?.kind === "assessment") this.#card();
    else this.node.append(bubble);
  }

  #bubble(item) {
    const { from, text = "", custom: { kind } = {} } = item;
    const live = kind === "emergency" ? "off" : undefined; // the alarm says it already, and louder
    const who = this.say(from === "bot" ? "program" : "you");
    const bubble = make("article", { class: `message ${from} ${kind || ""}`, "aria-live": live });
    bubble.append(make("span", { class: "unseen" }, `${who} `), ...this.#blocks(withoutChoices(item)));
    const isAnswer = from === "patient" && item.question && text !== this.say("why");
    if (isAnswer) bubble.append(this.#change(item, text));
    return bubble;
  }

  #change(item, text) {
    const label = this.say("change_answer", { answer: short(text) });
    const click = () => this.actions.change(item);
    return button(this.say("change"), click, { class: "change", "aria-label": label });
  }

  // The bot's last words together: everything since the patient's last message.
  #card() {
    const title = make("h3", {}, this.say("summary"));
    const about = make("p", { class: "about" }, this.say("about", { date: new Date().toLocaleDateString() }));
    const tools = make("div", { class: "choices tools" });
    const card = make("section", { class: "card", "aria-label": this.say("summary") }, title, about);
    card.append(...this.#turn, tools);
    for (const tool of ["print", "save", "copy"]) {
      tools.append(button(this.say(tool), (event) => this.actions.keep(tool, card, event.target)));
    }
    for (const older of this.node.querySelectorAll(".card")) older.classList.add("older");
    this.node.append(card);
  }

  // Lines become paragraphs and lists.
  #blocks(lines) {
    const blocks = [];
    for (const line of lines) {
      const isItem = line.startsWith(BULLET);
      const block = make(isItem ? "li" : "p", {}, ...this.#linked(isItem ? line.slice(BULLET.length) : line));
      if (!isItem) blocks.push(block);
      else if (blocks.at(-1)?.localName === "ul") blocks.at(-1).append(block);
      else blocks.push(make("ul", {}, block));
    }
    return blocks;
  }

  // The clinic's numbers can be pressed, and so can addresses of the web.
  #linked(text) {
    const known = this.numbers.filter(Boolean).map((number) => number.replace(/[^\w ]/g, "\\$&"));
    // A number stands by itself: 000 is not called in 1000.
    const pattern = new RegExp(`(${[ADDRESS, ...known.map((number) => `(?<![\\d.,])${number}(?!\\d)`)].join("|")})`);
    // Every second piece is what was looked for.
    return text.split(pattern).map((piece, place) => {
      if (place % 2 === 0) return piece;
      if (!piece.startsWith("http")) return callLink(piece);
      return make("a", { href: piece, target: "_blank", rel: "noopener noreferrer" }, piece);
    });
  }
}

// The numbers one could call in a message.
export function numbersIn(text) {
  const found = (text.match(NUMBER) || []).filter((number) => {
    const digits = number.replace(/\D/g, "").length;
    return digits === 3 || digits > 5;
  });
  return [...new Set(found)];
}

// The lines of a checklist stand on its boxes already.
function withoutChoices({ text = "", buttons = [] }) {
  const titles = new Set(buttons.map(({ title }) => BULLET + title));
  return text.split(/\n+/).filter((line) => line && !titles.has(line));
}

// What stands below the last message. `answer` gets a body for the channel and the words that show it.
export function choices(item, say, answer) {
  const { buttons = [], multiple, custom } = item;
  // A list has "None of these" before what can be combined, and after it "Not sure".
  const several = multiple ? buttons.slice(custom?.asks ? 1 : 0, -1) : [];
  const single = buttons.filter((each) => !several.includes(each));
  const row = make("div", { class: "choices" });
  for (const { id, title } of single) row.append(button(title, () => answer({ press: id }, title)));
  if (custom?.kind === "question") {
    row.append(button(say("why"), () => answer({ text: say("why") }, say("why")), { class: "quiet" }));
  }
  return several.length ? [checklist(several, say, answer), row] : [row];
}

function checklist(buttons, say, answer) {
  const hint = make("p", { class: "hint", role: "status" });
  const form = make("form", { class: "checklist", role: "group", "aria-label": say("choices"), submit });
  const boxes = buttons.map(({ id, title }) => {
    const box = make("input", { type: "checkbox" });
    form.append(make("label", {}, box, make("span", {}, title)));
    return { box, id, title };
  });
  form.append(hint, make("button", { class: "main" }, say("send_choices")));
  return form;

  function submit(event) {
    event.preventDefault();
    const ticked = boxes.filter(({ box }) => box.checked);
    if (!ticked.length) hint.textContent = say("tick_one");
    else answer({ presses: ticked.map(({ id }) => id) }, ticked.map(({ title }) => title).join(", "));
  }
}
