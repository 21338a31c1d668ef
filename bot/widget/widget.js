// <rls-triage>: the button on a clinic's page that opens the chat, or with data-mode="page" the whole page.
// One line on the page is enough: <script type="module" src="https://.../chat/widget.js" data-label="..."></script>

const BASE = new URL(".", import.meta.url).href;
const NAME = "rls-triage";
const KEY = `${NAME} ${BASE}`;

// The button needs no more than this file.
const LAUNCHER = `
:host { all: initial; display: contents; color-scheme: light dark; }
.launch { position: fixed; z-index: var(--rls-z, 2147483000); inset-block-end: 1rem; inset-inline-end: 1rem; max-width: calc(100vw - 2rem);
  min-height: 3rem; padding: .6rem 1.3rem; border: 2px solid transparent; border-radius: 2rem; cursor: pointer;
  background: var(--rls-accent, #0b5d78); color: var(--rls-on-accent, #fff); font: 600 1.0625rem/1.3 var(--rls-font, system-ui, sans-serif);
  box-shadow: 0 2px 12px #0006; }
:host([data-position="start"]) .launch { inset-inline: 1rem auto; }
.launch:focus-visible { outline: 3px solid var(--rls-focus, #0b5d78); outline-offset: 3px; box-shadow: 0 0 0 3px #fff; }
.launch[hidden] { display: none; }
@media print { .launch { display: none; } }`;

class Triage extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet(LAUNCHER)];
    if (this.dataset.mode === "page") this.#load().catch(() => this.#apologise());
    else this.#launcher();
  }

  // Opens the chat. The focus goes there only where somebody asked for it.
  async open({ focus = true } = {}) {
    try {
      this.chat = await (this.loading ??= this.#load());
    } catch {
      this.loading = null;
      this.button.textContent = "Not connected. Try again";
      return;
    }
    this.#show(true);
    this.chat.frame.open(focus);
  }

  close() {
    if (!this.button?.hidden) return;
    this.chat.frame.close();
    this.#show(false);
    this.button.focus();
  }

  #show(isOpen) {
    this.button.hidden = isOpen;
    this.button.textContent = this.label;
    this.chat.store.rememberOpen(isOpen);
    this.#announce(isOpen ? "open" : "close");
  }

  get label() {
    return this.dataset.label || "Restless legs check";
  }

  #launcher() {
    this.button = document.createElement("button");
    Object.assign(this.button, { type: "button", className: "launch", textContent: this.label });
    this.button.addEventListener("click", () => this.open());
    this.shadowRoot.append(this.button);
    // A page that was left with the chat open, or that asks for it, has it open.
    if (wasOpen() || "open" in this.dataset) this.open({ focus: false });
    else (window.requestIdleCallback || setTimeout)(() => this.#fetch().catch(() => {}));
  }

  // Everything else comes while the page has nothing better to do, at the latest when the button is pressed.
  #fetch() {
    this.parts ??= this.#all().catch((error) => {
      this.parts = null;
      this.tries = (this.tries || 0) + 1;
      throw error;
    });
    return this.parts;
  }

  async #all() {
    return Promise.all([
      // Browsers remember a module that did not come; by another address they ask again.
      import(this.tries ? `./chat.js?${this.tries}` : "./chat.js"),
      file("widget.css").then((answer) => answer.text()),
      this.dataset.settings ? JSON.parse(this.dataset.settings) : file("settings").then((answer) => answer.json()),
    ]);
  }

  async #load() {
    const [{ Chat }, style, settings] = await this.#fetch();
    this.shadowRoot.adoptedStyleSheets.push(colours(settings.colours), sheet(style));
    const chat = new Chat({
      base: BASE,
      key: KEY,
      settings,
      isPage: !this.button,
      isShared: "shared" in this.dataset || settings.shared,
      announce: (what) => this.#announce(what),
      close: () => this.close(),
    });
    this.shadowRoot.append(chat.frame.node);
    chat.start();
    return chat;
  }

  #apologise() {
    const { phone } = JSON.parse(this.dataset.settings || "{}");
    const words = document.createElement("p");
    words.setAttribute("role", "alert");
    words.textContent = `Not connected. Please load this page again${phone ? `, or call ${phone}` : ""}.`;
    this.shadowRoot.append(words);
  }

  // What the clinic's page may know: that something happened, and never what was said. An alarm opens a closed chat.
  #announce(what) {
    if (what !== "alarm") this.dispatchEvent(new CustomEvent(`rls-${what}`, { bubbles: true }));
    else if (this.button && !this.button.hidden) this.open({ focus: false });
  }
}

// A proxy's page about what went wrong is no file of ours.
async function file(name) {
  const answer = await fetch(BASE + name);
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer;
}

function wasOpen() {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null; // storage is forbidden here
  }
}

function sheet(text) {
  const made = new CSSStyleSheet();
  made.replaceSync(text);
  return made;
}

// The clinic's colours; the page around may still set others. What is no colour is left out.
function colours(found = {}) {
  const lines = Object.entries(found).filter(([name, value]) => /^[a-z-]+$/.test(name) && CSS.supports("color", value));
  return sheet(`:host { ${lines.map(([name, value]) => `--rls-${name}: ${value};`).join("")} }`);
}

customElements.define(NAME, Triage);

// The script's own line, on a page that has no element of its own.
const line = [...document.scripts].find(({ src }) => src === import.meta.url);
if (line && !document.querySelector(NAME)) {
  const element = document.createElement(NAME);
  Object.assign(element.dataset, line.dataset);
  document.body.append(element);
}
