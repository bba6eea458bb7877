// Role: opens the card of a row without a reload of the page; with a key held down the link is an ordinary one.

let send = null;

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-open]");
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!link || !send || !isPlain) return;
  event.preventDefault();
  send("open", link.dataset.open);
});

export default function ({ setTriggerValue }) {
  send = setTriggerValue;
  return () => { if (send === setTriggerValue) send = null; };
}
