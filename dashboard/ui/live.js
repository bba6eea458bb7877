// Role: asks for the redraw that new data want, but not while somebody has a window open or is typing.

const LOOK_MS = 300;
const ASK_AGAIN_MS = 2_000; // an ask that met another run of the page may be lost
const TYPING_MS = 60_000;

let typedAt = 0;
document.addEventListener("input", () => { typedAt = Date.now(); });
document.addEventListener("change", () => { typedAt = 0; });
document.addEventListener("focusout", () => { typedAt = 0; });

function isWorking() {
  if (document.querySelector('[role="dialog"]')) return true;
  return Boolean(document.activeElement?.matches("input, textarea")) && Date.now() - typedAt < TYPING_MS;
}

let watch = null;

export default function ({ data, setTriggerValue, parentElement }) {
  clearInterval(watch);
  parentElement.querySelector(".sk-news")?.remove();
  if (!data.news) return undefined;
  let askedAt = 0;
  const look = () => {
    if (!isWorking()) {
      parentElement.querySelector(".sk-news")?.remove();
      if (Date.now() - askedAt < ASK_AGAIN_MS) return;
      askedAt = Date.now();
      setTriggerValue("wanted", data.news);
    } else if (!parentElement.querySelector(".sk-news")) {
      const news = Object.assign(document.createElement("div"), { className: "sk-news", textContent: data.words });
      news.setAttribute("role", "status");
      parentElement.append(news);
    }
  };
  watch = setInterval(look, LOOK_MS);
  look();
  return () => clearInterval(watch);
}
