// Role: sends the question of whatever is clicked to the server; says Streamlit's own words in the reader's language.

let send = null;

function ask(element) {
  if (!send) return;
  const { ask, how, table, name } = element.dataset;
  send("asked", { ask: ask ?? "", how: how ?? "", table: table ?? "", name: name ?? "" });
}

document.addEventListener("click", (event) => {
  const element = event.target.closest?.("[data-ask], [data-how], [data-table]");
  const marking = window.getSelection()?.toString();
  const onLink = event.target.closest?.("a, input, textarea, summary");
  if (element && !onLink && !(marking && !event.target.closest("button"))) ask(element);
});

// Without a secure address there is no clipboard to ask; then the old way.
function copied(text) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  const field = Object.assign(document.createElement("textarea"), { value: text });
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
  return Promise.resolve();
}
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copied]");
  if (!button) return;
  await copied(location.href);
  button.textContent = button.dataset.copied;
});

// Plotly forgets its listeners when it draws anew, so they are put on whenever the pointer comes.
function clicked(event) {
  const question = event.points?.map((point) => point.customdata).find((text) => typeof text === "string" && text);
  if (question) send?.("asked", { ask: question, how: "", table: "", name: "" });
}
document.addEventListener("pointerover", (event) => {
  const chart = event.target.closest?.(".js-plotly-plot");
  if (!chart?.on) return;
  chart.removeListener("plotly_click", clicked);
  chart.on("plotly_click", clicked);
}, { passive: true });

// Words that Streamlit has no setting for: a closed list, exchanged wherever they come up.
let words = {};
const NAMES = ["aria-label", "title", "placeholder", "alt"];
const IS_STREAMLITS = /streamlit/i;
const OWN = "[data-testid='stMarkdownContainer'], .stHtml, .stCode, input, textarea";

// Whole, or the first part of "Choose date, tháng 5 năm 2022", or the last word of "… selected".
function said(text) {
  if (!text) return undefined;
  if (words[text]) return words[text];
  const [first, ...rest] = text.split(", ");
  const last = text.slice(text.lastIndexOf(" ") + 1);
  if (rest.length && words[first]) return [words[first], ...rest].join(", ");
  return words[last] && last === "selected" ? `${text.slice(0, -last.length)}${words[last]}` : undefined;
}

function rename(element, name) {
  const word = element.closest(".stHtml") ? undefined : said(element.getAttribute(name));
  if (word) element.setAttribute(name, word);
}

function exchange(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    const word = said(node.data.trim());
    // What people wrote is never touched; Streamlit's sentences stand in such places, too.
    if (word && (IS_STREAMLITS.test(node.data) || !node.parentElement?.closest(OWN))) node.data = node.data.replace(node.data.trim(), word);
    return;
  }
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  for (const element of [node, ...node.querySelectorAll("[aria-label], [title], [placeholder], [alt]")]) {
    NAMES.forEach((name) => rename(element, name));
  }
  const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) exchange(text);
}

new MutationObserver((changes) => {
  for (const change of changes) {
    if (change.type === "childList") change.addedNodes.forEach(exchange);
    else if (change.type === "characterData") exchange(change.target);
    else rename(change.target, change.attributeName);
  }
}).observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: NAMES });

export default function ({ data, setTriggerValue }) {
  send = setTriggerValue;
  if (JSON.stringify(data.words) !== JSON.stringify(words)) {
    words = data.words;
    exchange(document.body);
  }
  return () => { if (send === setTriggerValue) send = null; };
}
