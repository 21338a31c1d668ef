// The conversation on the page. Every text is set as text, never as HTML.

const log = document.getElementById("log");
const alarm = document.getElementById("alert");
const typing = document.getElementById("typing");
const form = document.getElementById("form");
const field = document.getElementById("text");

const WAIT_MS = 30000;
const TRIES = 3;
const URGENT = new Set(["emergency", "technical_problem"]);

let conversation = null;
let busy = false;

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

// Phone numbers in an urgent message become links a thumb can press.
function withPhoneLinks(parent, text) {
  let end = 0;
  for (const found of text.matchAll(/\+?\d(?:[\d ()-]{1,17}\d)/g)) {
    const digits = found[0].replace(/\D/g, "").length;
    if (digits !== 3 && digits < 6) continue;
    parent.append(text.slice(end, found.index));
    const link = element("a", "call", found[0]);
    link.href = "tel:" + found[0].replace(/[^\d+]/g, "");
    parent.append(link);
    end = found.index + found[0].length;
  }
  parent.append(text.slice(end));
}

function show(who, text, kind) {
  const bubble = element("article", `message ${who} ${kind || ""}`.trim());
  bubble.append(element("span", "visually-hidden", who === "bot" ? "Chat program: " : "You: "));
  for (const line of text.split(/\n+/).filter(Boolean)) {
    const paragraph = element("p");
    if (URGENT.has(kind)) withPhoneLinks(paragraph, line);
    else paragraph.textContent = line;
    bubble.append(paragraph);
  }
  log.append(bubble);
  if (kind === "emergency") alarm.textContent = text;
  bubble.scrollIntoView({ block: "nearest" });
  return bubble;
}

function removeButtons() {
  for (const group of log.querySelectorAll(".choices")) group.remove();
}

function showButtons(buttons) {
  const group = element("div", "choices");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", "Answers to choose from");
  for (const { title, payload } of buttons) {
    const button = element("button", "", title);
    button.type = "button";
    // A key press leaves the focus where one can go on typing; a thumb wants no keyboard to pop up.
    button.addEventListener("click", (event) => say(payload, title, event.detail === 0));
    group.append(button);
  }
  log.append(group);
  group.scrollIntoView({ block: "nearest" });
}

// The lines of a checklist stand on its buttons already.
function withoutButtonLines(text, buttons) {
  const titles = new Set((buttons || []).map(({ title }) => `• ${title}`));
  return text.split("\n").filter((line) => !titles.has(line)).join("\n");
}

function showAnswer(messages) {
  let first = null;
  for (const { text, buttons, custom } of messages) {
    if (text) {
      const bubble = show("bot", withoutButtonLines(text, buttons), custom && custom.kind);
      first = first || bubble;
    }
    if (buttons && buttons.length) showButtons(buttons);
  }
  // A long answer is read from its beginning.
  const length = first ? log.lastElementChild.offsetTop - first.offsetTop : 0;
  if (first) first.scrollIntoView({ block: length > log.clientHeight / 2 ? "start" : "nearest" });
}

async function post(path, body) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), WAIT_MS);
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: stop.signal,
      credentials: "same-origin",
    });
    return { status: answer.status, body: await answer.json() };
  } finally {
    clearTimeout(timer);
  }
}

// Opening a conversation changes nothing, so it may be tried again without asking.
async function open() {
  for (let attempt = 1; !conversation; attempt += 1) {
    try {
      conversation = (await post("/chat/conversations", {})).body.conversation;
    } catch (error) {
      if (attempt === TRIES) throw error;
      await new Promise((wake) => setTimeout(wake, 500 * attempt));
    }
  }
}

function wait(on) {
  busy = on;
  typing.hidden = !on;
  log.setAttribute("aria-busy", String(on));
}

// A message keeps its id however often it is sent, so that it counts once.
function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16)).join("-");
}

function offerRetry(text, id, bubble) {
  const again = element("button", "", "Send it again");
  again.type = "button";
  again.addEventListener("click", () => {
    bubble.remove();
    deliver(text, id);
  });
  bubble.append(again);
}

async function deliver(text, id = newId()) {
  wait(true);
  try {
    await open();
    const { status, body } = await post("/chat/messages", { conversation, message: text, message_id: id });
    if (!body.messages) throw new Error(body.error);
    showAnswer(body.messages);
    if (status === 503) offerRetry(text, id, log.lastElementChild);
  } catch {
    offerRetry(text, id, show("bot", "I could not reach the clinic. Your message is still here.", "trouble"));
  } finally {
    wait(false);
  }
}

function say(text, shown = text, atKeyboard = true) {
  if (busy) return;
  removeButtons();
  show("patient", shown);
  deliver(text);
  if (atKeyboard) field.focus();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = field.value.trim();
  if (!text || busy) return;
  field.value = "";
  say(text);
});

field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});

show("bot", "Hello. Tell me about your legs in your own words, or press the button to begin.");
showButtons([{ title: "Begin", payload: "Hello" }]);
