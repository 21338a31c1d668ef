// What this device remembers: the key of the conversation and that it is open, never a word of it.
// On a shared computer, nothing.

const AN_HOUR = 3600000;

export class Store {
  #kept = null;

  constructor(key, isShared) {
    this.key = key;
    this.isShared = isShared;
    this.tabs = new BroadcastChannel(key);
    if (!isShared) this.#read();
  }

  get token() {
    return this.#kept?.token;
  }

  // A key with little time left is changed for a fresh one while it is still good. Whether it is, the server says:
  // the clock of a device may be days out.
  get endsSoon() {
    return Date.parse(this.#kept.expires) - Date.now() < AN_HOUR;
  }

  keep({ token, expires }) {
    this.#kept = { token, expires };
    this.#write("localStorage", JSON.stringify(this.#kept));
  }

  clear() {
    this.#kept = null;
    this.#write("localStorage");
  }

  rememberOpen(isOpen) {
    this.isOpen = isOpen;
    this.#write("sessionStorage", isOpen ? "open" : undefined);
  }

  share(isShared) {
    this.isShared = isShared;
    this.#write("localStorage", this.#kept ? JSON.stringify(this.#kept) : undefined);
    this.rememberOpen(this.isOpen);
  }

  // Tells other tabs on this conversation that something was said.
  tell() {
    if (!this.isShared) this.tabs.postMessage("said");
  }

  // `said`: another tab went on with this conversation. `changed`: it began, left or erased one.
  watch({ said, changed }) {
    this.tabs.onmessage = () => this.isShared || said();
    window.addEventListener("storage", ({ key }) => {
      if (this.isShared || (key !== this.key && key !== null)) return;
      this.#read();
      changed();
    });
  }

  // Where storage is forbidden, the conversation lives as long as the page.
  #read() {
    try {
      this.#kept = JSON.parse(localStorage.getItem(this.key));
    } catch {
      this.#kept = null;
    }
  }

  #write(storage, value) {
    try {
      if (value === undefined || this.isShared) window[storage].removeItem(this.key);
      else window[storage].setItem(this.key, value);
    } catch {
      // forbidden
    }
  }
}
