// What every view is made of: elements, and the words on them.

const WORDS = {
  title: "Restless legs check",
  close: "Close",
  menu: "Menu",
  conversation: "Conversation",
  you: "You:",
  program: "Program:",
  greeting:
    "Hello. I ask about your legs for five to ten minutes. Then I say what may play a part, which tests to ask about, and whom to see." +
    "\nNothing is kept unless you agree. Press Begin, or write in your own words.",
  begin: "Begin",
  welcome_back: "Welcome back. This is where we stopped.",
  field: "Your message",
  placeholder: "Type here",
  send: "Send",
  choices: "Answers to choose from",
  send_choices: "Send my choices",
  tick_one: "Tick at least one, or press another button.",
  why: "Why do you ask?",
  change: "Change",
  change_answer: "Change your answer: {answer}",
  changing: "I want to change this answer: {answer}",
  progress: "about {left} more",
  progress_last: "last question",
  progress_label: "How far you are",
  writing: "writing",
  offline: "You are not connected. I send your message as soon as you are.",
  waiting: "I cannot reach the clinic. Your message is safe here, and I keep trying.",
  busy: "Many messages at once. I send yours in a moment.",
  try_now: "Try now",
  failed: "Your message did not get an answer yet. You can send it again; it counts once.",
  send_again: "Send it again",
  too_long: "That is too long for one message. Please send it in parts.",
  refused: "That could not be sent. Please put it another way.",
  stale: "This chat went on in another window. Here is where we are now.",
  link_over: "That link works once, and only for a day. We can start from here.",
  ended: "This chat is closed, as some time has passed.",
  start_new: "Start a new chat",
  emergency: "Get help now.",
  call: "Call {number}",
  summary: "Your summary",
  about: "{clinic} · {phone} · {date}",
  print: "Print",
  save: "Save",
  copy: "Copy",
  copied: "Copied.",
  not_copied: "I could not copy it. Please use Save.",
  person: "Talk to a person",
  shared: "Shared computer: leave no trace here",
  clear: "Clear this screen",
  forget: "Forget me",
  forget_ask: "This erases all you told me, here and at the clinic. It cannot be undone.",
  forget_yes: "Erase it all",
  forget_no: "Keep it",
  forgotten: "All of it is erased.",
  not_forgotten: "I could not erase it just now. Please try again.",
  cleared: "This screen is clear.",
  accessibility: "Accessibility",
  footer: "This is a program, not a doctor. In an emergency call",
};

// The words in force, as a function: the clinic's own where its settings have some, blanks filled.
export function wording({ texts = {}, clinic = "", phone = "", emergency = "" } = {}) {
  const words = { ...WORDS, ...texts };
  return (key, blanks = {}) =>
    Object.entries({ clinic, phone, emergency, ...blanks }).reduce(
      (text, [name, value]) => text.replaceAll(`{${name}}`, () => value),
      String(words[key]),
    );
}

// An element. Children that are text stay text: nothing is ever read as HTML.
export function make(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

export function button(title, click, properties = {}) {
  return make("button", { type: "button", click, ...properties }, title);
}

// The beginning of what may be long.
export function short(text) {
  const letters = [...text];
  return letters.length > 60 ? `${letters.slice(0, 59).join("")}…` : text;
}

export function callLink(number, title = number) {
  return number && make("a", { class: "call", href: `tel:${number.replace(/[^\d+*#]/g, "")}` }, title);
}
