// Keeping the summary: on paper, in a file, or in the clipboard.

const NAME = "restless-legs-summary.txt";

// Gives the key of a word that says how it went, or nothing.
export const keep = {
  print(card, host, tool) {
    // The clinic's page around the chat stays off the paper.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`@media print { body > :not(${host.localName}) { display: none !important } }`);
    document.adoptedStyleSheets.push(sheet);
    // What covers the whole window would be one sheet long.
    const dialog = card.closest("dialog:modal");
    dialog?.close();
    if (dialog) dialog.open = true;
    const done = () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
      dialog?.close();
      dialog?.showModal();
      tool.focus();
    };
    window.addEventListener("afterprint", done, { once: true });
    window.print();
  },

  save(card) {
    const address = URL.createObjectURL(new Blob([words(card)], { type: "text/plain;charset=utf-8" }));
    Object.assign(document.createElement("a"), { href: address, download: NAME }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  },

  async copy(card) {
    try {
      await navigator.clipboard.writeText(words(card));
      return "copied";
    } catch {
      return "not_copied";
    }
  },
};

// The card as plain text, its lists with their bullets.
function words(card) {
  const lines = [...card.querySelectorAll("h3, p, li")];
  return lines.map((line) => (line.localName === "li" ? `• ${line.textContent}` : `\n${line.textContent}`)).join("\n").trim();
}
