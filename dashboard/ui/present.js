// Role: shows slides that are all here already: keys, clicker, list, blank, speaker's panel and window, loop, print.

const NEXT = new Set(["ArrowRight", "ArrowDown", "PageDown", " ", "Enter", "n"]);
const BACK = new Set(["ArrowLeft", "ArrowUp", "PageUp", "Backspace", "p"]);
const NEWS_MS = 8_000;
const REST_MS = 2_500;
const BACK_SHARE = 0.2; // of the stage's width: a click there goes back

function make(tag, name, text) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text !== undefined) element.textContent = text;
  return element;
}

// The server builds this markup and escapes every word in it.
function stage(slide) {
  const made = make("div", "sk-stage");
  made.innerHTML = slide.html;
  return made;
}

function passed(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return (parts[0] ? parts : parts.slice(1)).map((part) => String(part).padStart(2, "0")).join(":");
}

class Show {
  constructor(root) {
    this.root = root;
    this.at = 0;
    this.data = null;
    this.startedAt = 0;
    this.window = null;
    this.build();
    this.onKey = (event) => this.key(event);
    this.onScreen = () => this.screenChanged();
  }

  live() {
    if (this.ticking) return;
    this.ticking = setInterval(() => this.tick(), 500);
    document.addEventListener("fullscreenchange", this.onScreen);
  }

  leave() {
    clearInterval(this.ticking);
    this.ticking = 0;
    document.removeEventListener("fullscreenchange", this.onScreen);
    window.removeEventListener("keydown", this.onKey, true);
    this.window?.close();
  }

  build() {
    this.top = make("div", "sk-bar");
    this.first = make("button", "sk-button sk-first");
    this.first.type = "button";
    this.first.addEventListener("click", () => this.start(0));
    this.paper = make("button", "sk-button");
    this.paper.type = "button";
    this.paper.addEventListener("click", () => this.print());
    this.hint = make("p", "sk-hint");
    this.top.append(this.first, this.paper, this.hint);
    this.thumbs = make("ol", "sk-grid");
    this.dialog = make("dialog", "sk-show");
    this.hall = make("div", "sk-hall");
    this.place = make("div", "sk-place");
    this.stage = make("div", "sk-stage");
    this.sign = make("div", "sk-sign");
    this.sign.setAttribute("role", "status");
    this.progress = make("div", "sk-progress");
    this.panel = make("aside", "sk-panel");
    this.blank = make("div", "sk-blank");
    this.list = make("div", "sk-list");
    this.said = make("div", "sk-said");
    this.said.setAttribute("aria-live", "polite");
    this.blank.hidden = this.list.hidden = this.panel.hidden = this.sign.hidden = true;
    this.place.append(this.stage);
    this.hall.append(this.place, this.panel, this.blank, this.list, this.said);
    this.dialog.append(this.hall);
    this.root.append(this.top, this.thumbs, this.dialog);
    this.dialog.addEventListener("cancel", (event) => { event.preventDefault(); });
    this.place.addEventListener("click", (event) => {
      const box = this.stage.getBoundingClientRect();
      this.go(this.at + (event.clientX < box.left + box.width * BACK_SHARE ? -1 : 1));
    });
    this.hall.addEventListener("pointermove", () => this.stir());
  }

  // Escape leaves full screen without a key event; whoever presses it wants to leave the show.
  screenChanged() {
    if (!document.fullscreenElement && this.dialog.open && !this.keepsOpen) this.stop();
    this.keepsOpen = false;
  }

  update(data) {
    const before = this.data;
    this.data = data;
    const { words } = data;
    this.first.textContent = words.start;
    this.paper.textContent = words.print;
    this.hint.textContent = words.keys;
    this.dialog.setAttribute("aria-label", words.show);
    if (!before || before.made !== data.made) {
      const key = before?.slides[this.at]?.key;
      const kept = data.slides.findIndex((slide) => slide.key === key);
      this.at = kept >= 0 ? kept : Math.min(this.at, Math.max(data.slides.length - 1, 0));
      this.fill();
      if (before && before.version !== data.version) this.newsUntil = Date.now() + NEWS_MS;
    }
    if (!before || before.seconds !== data.seconds) this.loops = data.seconds > 0;
    this.paint();
  }

  fill() {
    const { slides } = this.data;
    this.stage.replaceChildren(...slides.flatMap((slide) => [...stage(slide).children]), this.sign, this.progress);
    this.slides = [...this.stage.querySelectorAll(".sk-slide")];
    this.thumbs.replaceChildren(...this.buttons((place) => this.start(place)));
    if (!this.list.hidden) this.fillList();
  }

  buttons(chosen) {
    return this.data.slides.map((slide, place) => {
      const item = make("li");
      const button = make("button", "sk-thumb");
      button.type = "button";
      button.setAttribute("aria-label", `${place + 1}. ${slide.title}`);
      const picture = stage(slide);
      picture.setAttribute("aria-hidden", "true");
      const says = make("span", "sk-says", `${place + 1}. ${slide.title}`);
      says.setAttribute("aria-hidden", "true");
      button.append(picture, says);
      button.addEventListener("click", (event) => { event.stopPropagation(); chosen(place); });
      item.append(button);
      return item;
    });
  }

  start(place) {
    if (!this.data.slides.length) return;
    this.at = place;
    this.startedAt = this.turnedAt = Date.now();
    this.blank.hidden = this.list.hidden = true;
    this.dialog.showModal();
    window.addEventListener("keydown", this.onKey, true);
    this.full();
    navigator.wakeLock?.request("screen").then((lock) => { this.wake = lock; }, () => {});
    this.stir();
    this.paint();
  }

  stop() {
    window.removeEventListener("keydown", this.onKey, true);
    if (this.dialog.open) this.dialog.close();
    if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
    this.wake?.release?.().catch(() => {});
    this.window?.close();
    this.window = null;
    this.thumbs.children[this.at]?.querySelector("button").focus();
  }

  full() {
    // Refused without a click or by policy: then the show fills the window.
    this.hall.requestFullscreen?.().catch(() => {});
  }

  go(place) {
    const last = this.data.slides.length - 1;
    this.at = this.loops && place > last ? 0 : Math.min(Math.max(place, 0), last);
    this.turnedAt = Date.now();
    this.blank.hidden = true;
    this.paint();
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.dialog.open) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (!this.list.hidden) {
      if (key === "Escape" || key === "g") this.showList(false);
      else if (key === "ArrowRight" || key === "ArrowLeft") this.moveInList(key === "ArrowRight" ? 1 : -1);
      else if (key === "Enter" || key === " " || key === "Tab") return; // the button's own
    } else if (NEXT.has(key)) this.go(this.at + 1);
    else if (BACK.has(key)) this.go(this.at - 1);
    else if (key === "Home") this.go(0);
    else if (key === "End") this.go(this.data.slides.length - 1);
    else if (key === "b" || key === ".") this.blank.hidden = !this.blank.hidden;
    else if (key === "g") this.showList(true);
    else if (key === "s") this.showPanel(this.panel.hidden);
    else if (key === "w") this.openWindow();
    else if (key === "a") { this.loops = !this.loops; this.turnedAt = Date.now(); }
    else if (key === "t") this.startedAt = Date.now();
    else if (key === "f") {
      if (document.fullscreenElement) { this.keepsOpen = true; document.exitFullscreen(); } else this.full();
    } else if (key === "Escape") this.stop();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation(); // Streamlit has keys of its own
  }

  fillList() {
    const grid = make("ol", "sk-grid");
    grid.append(...this.buttons((place) => { this.showList(false); this.go(place); }));
    this.list.replaceChildren(grid);
  }

  showList(wanted) {
    this.list.hidden = !wanted;
    if (!wanted) { this.list.replaceChildren(); return; }
    this.fillList();
    this.moveInList(0);
  }

  moveInList(step) {
    const all = [...this.list.querySelectorAll("button")];
    const focused = all.indexOf(this.root.activeElement ?? document.activeElement);
    const place = Math.min(Math.max((focused < 0 ? this.at : focused) + step, 0), all.length - 1);
    all.forEach((button, number) => button.toggleAttribute("aria-current", number === place));
    all[place]?.focus();
  }

  showPanel(wanted) {
    this.panel.hidden = !wanted;
    this.hall.classList.toggle("has-panel", wanted);
    this.paint();
  }

  // A second window for the speaker's own screen; it takes the same keys.
  openWindow() {
    if (this.window && !this.window.closed) { this.window.focus(); return; }
    this.keepsOpen = true;
    const opened = window.open("", "sangkien-speaker", "popup,width=1100,height=680");
    if (!opened) return;
    this.window = opened;
    this.dress(opened.document, this.data.words.speaker);
    opened.document.body.className = "sk-window";
    const now = opened.document.createElement("div");
    now.className = "sk-now";
    const side = opened.document.createElement("aside");
    side.className = "sk-panel";
    opened.document.body.replaceChildren(now, side);
    opened.addEventListener("keydown", this.onKey, true);
    this.paint();
  }

  // Styles and typefaces of this page, for a window of our own.
  dress(target, title) {
    target.title = title;
    const base = target.createElement("base");
    base.href = document.baseURI;
    const faces = [...document.styleSheets].flatMap((sheet) => {
      try { return [...sheet.cssRules].filter((rule) => rule instanceof CSSFontFaceRule); } catch { return []; }
    });
    const colours = getComputedStyle(document.documentElement);
    const own = ["page", "surface", "ink", "muted", "line", "actual"].map((name) => `--sk-${name}:${colours.getPropertyValue(`--sk-${name}`)};`);
    const style = target.createElement("style");
    style.textContent = `${faces.map((rule) => rule.cssText).join("")}:root{${own.join("")}}${this.data.css}`;
    target.head.replaceChildren(base, style);
  }

  print() {
    const opened = window.open("", "_blank");
    if (!opened) return;
    this.dress(opened.document, this.data.name);
    const paper = opened.document.createElement("style");
    paper.textContent = `@page { size: 13.333in 7.5in; margin: 0; } body { margin: 0; }
      .sk-stage { width: 13.333in; break-after: page; print-color-adjust: exact; -webkit-print-color-adjust: exact; }`;
    opened.document.head.append(paper);
    opened.document.body.replaceChildren(...this.data.slides.map((slide) => opened.document.adoptNode(stage(slide))));
    opened.document.fonts.ready.then(() => opened.print());
  }

  tick() {
    if (!this.root.isConnected) { this.leave(); return; }
    if (!this.dialog.open) return;
    if (this.loops && this.data.seconds && this.list.hidden && Date.now() - this.turnedAt >= this.data.seconds * 1000) {
      this.go(this.at + 1);
    }
    if (Date.now() - (this.stirredAt ?? 0) > REST_MS) this.hall.classList.add("is-resting");
    this.paintSign();
    this.paintClock();
  }

  stir() {
    this.stirredAt = Date.now();
    this.hall.classList.remove("is-resting");
  }

  paint() {
    const { slides, words } = this.data;
    this.slides.forEach((slide, place) => slide.classList.toggle("is-on", place === this.at));
    this.stage.classList.toggle("is-on-cover", Boolean(this.slides[this.at]?.classList.contains("sk-cover")));
    this.progress.style.width = `${((this.at + 1) / Math.max(slides.length, 1)) * 100}%`;
    const place = words.place.replace("{n}", this.at + 1).replace("{of}", slides.length);
    this.said.textContent = this.dialog.open ? `${place}: ${slides[this.at]?.title ?? ""}` : "";
    this.paintSign();
    if (!this.dialog.open) return;
    if (!this.panel.hidden) this.speaker(this.panel, place);
    if (this.window && !this.window.closed) {
      this.speaker(this.window.document.querySelector(".sk-panel"), place);
      this.window.document.querySelector(".sk-now").replaceChildren(stage(slides[this.at]));
    }
    this.paintClock();
  }

  paintSign() {
    const { words, locked } = this.data;
    const isNew = Date.now() < (this.newsUntil ?? 0);
    this.sign.hidden = !isNew && !locked;
    this.sign.className = `sk-sign ${isNew ? "is-new" : "is-held"}`;
    const said = isNew ? words.news : words.held;
    if (this.sign.textContent !== said) this.sign.textContent = said;
  }

  speaker(panel, place) {
    const { slides, words } = this.data;
    const next = slides[this.at + 1];
    const clock = make("div", "sk-clock");
    clock.append(make("b", "sk-passed"), make("span", "", place), make("span", "sk-time"));
    const parts = [clock, make("h3", "", words.next)];
    parts.push(next ? stage(next) : make("p", "", words.end), make("h3", "", words.notes));
    parts.push(...slides[this.at].notes.map((line) => make("p", "", line)));
    panel.replaceChildren(...parts);
  }

  paintClock() {
    const windows = [this.panel, this.window && !this.window.closed ? this.window.document : null];
    for (const holder of windows) {
      const shown = holder?.querySelector(".sk-passed");
      if (!shown) continue;
      shown.textContent = passed(Date.now() - this.startedAt);
      const now = new Date();
      holder.querySelector(".sk-time").textContent = [now.getHours(), now.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
    }
  }
}

const shows = new WeakMap();

export default function ({ data, parentElement }) {
  if (!shows.has(parentElement)) shows.set(parentElement, new Show(parentElement));
  shows.get(parentElement).live();
  shows.get(parentElement).update(data);
}
