"""Role: what a reader sees of a page: visible words, cut or overflowing texts, foreign words, overflow."""

import re
from dataclasses import dataclass

from playwright.sync_api import Page

from dashboard.i18n.text import fold

_VISIBLE_TEXT = """() => {
  const words = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (!node.data.trim() || ['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(holder.tagName)) continue;
    // Material icons are words in a font of pictures.
    if (holder.closest('[data-testid="stIconMaterial"], [data-testid="stAlertDynamicIcon"]')) continue;
    // Clipped away; the list of the widget speaks the languages that its library knows.
    if (holder.closest('[data-live-announcer]')) continue;
    if (!holder.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    if (parseFloat(getComputedStyle(holder).fontSize) < 2) continue;
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width < 2 || box.height < 2 || box.right <= 0 || box.bottom <= 0) continue;
    words.push(node.data);
  }
  for (const field of document.querySelectorAll('input, textarea')) {
    if (field.checkVisibility() && field.placeholder) words.push(field.placeholder);
  }
  for (const element of document.querySelectorAll('*')) {
    const content = getComputedStyle(element, '::after').content;
    if (/^".*\\p{L}.*"$/u.test(content)) words.push(JSON.parse(content));
  }
  return words;
}"""

_CUT = """(selector) => {
  const cut = [];
  for (const element of document.querySelectorAll(selector)) {
    const style = getComputedStyle(element);
    if (style.display === 'inline' || !element.checkVisibility() || !element.innerText.trim()) continue;
    const isWide = element.scrollWidth > element.clientWidth + 1;
    const hides = style.overflowY !== 'visible';
    const isHigh = hides && element.scrollHeight > element.clientHeight + 1;
    const isTight = parseFloat(style.lineHeight) < 1.35 * parseFloat(style.fontSize) - 0.1;
    if (isWide || isHigh || isTight) {
      cut.push(`${element.className || element.tagName}: ${element.innerText.slice(0, 60)}`);
    }
  }
  return cut;
}"""

_STATE = """() => {
  const root = document.documentElement;
  const main = document.querySelector('[data-testid="stMain"]') ?? root;
  return {
    sideways: Math.max(root.scrollWidth - root.clientWidth, main.scrollWidth - main.clientWidth),
    down: Math.max(root.scrollHeight - root.clientHeight, main.scrollHeight - main.clientHeight),
    exceptions: document.querySelectorAll('[data-testid="stException"]').length,
    is_light: getComputedStyle(document.querySelector('.stApp') ?? document.body).backgroundColor
      .match(/\\d+/g).slice(0, 3).map(Number).reduce((a, b) => a + b) > 3 * 128,
  };
}"""

CARDS = (
    "h1, h2, h3, .sk-card, .sk-label > span, .sk-value, .sk-detail, .sk-extra, .sk-change, .sk-lead, "
    ".sk-stamp, .sk-heading, .sk-chip, .sk-line, .sk-note, .sk-readings dd, .sk-row .sk-figure, "
    ".stButton button p"
)
"""Where words must be whole. Names beside bars may end in …, their rows carry them in full."""

ENGLISH = frozenset(
    """the and of for from with this that not are was is be by at your you all any none other
    file files upload browse drag drop limit per cancel close clear delete remove edit settings deploy rerun
    running stop show hide search select choose option options result results total unit units target targets
    phase programme program measure field fields reset loading please wait error warning success info press
    enter apply submit submitted valid view fullscreen download zoom pan print record screencast about main
    menu manage app made skip content jan feb mar apr jun jul aug sep oct nov dec january february march april
    june july august september october november december monday tuesday wednesday thursday friday saturday
    sunday day days week weeks month months year overview trend value values savings initiative initiatives
    share rank missing pace count import imports undo table chart empty""".split()  # noqa: SIM905  # a list of quoted words is harder to read
)
"""Words of widgets and of our own English catalogue that no Vietnamese sentence has (but "an", "in")."""

_ONSET = "(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
_RHYME = "(?:[aeiouy]{1,3})(?:ch|ng|nh|[cmnpt])?"
_SYLLABLE = re.compile(f"{_ONSET}{_RHYME}")
_WORD = re.compile(r"[^\W\d_]+")
_FILE = re.compile(r"\S+\.(?:xlsx|xlsm|xls|csv)")

KNOWN = frozenset(
    {"zalo", "excel", "word", "csv", "english", "sangkien", "demo", "covid", "online", "km", "tr"}
)
"""Names, the other language's own name, and what a title may borrow."""

_DIACRITICS = re.compile(r"[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]")


@dataclass(frozen=True)
class Seen:
    """One page as a reader sees it; sizes in pixels beyond the window."""

    words: str
    cut: tuple[str, ...]
    sideways: int
    down: int
    exceptions: int
    is_light: bool


def read(page: Page) -> Seen:
    """Take all of it from a settled page."""
    state = page.evaluate(_STATE)
    words = "\n".join(page.evaluate(_VISIBLE_TEXT))
    return Seen(words, tuple(page.evaluate(_CUT, CARDS)), **state)


def english_words(words: str) -> set[str]:
    """Words that are English, or that no Vietnamese could read aloud; capitals are abbreviations."""
    found = set()
    for word in _WORD.findall(_FILE.sub(" ", words)):
        plain = fold(word)
        if plain in KNOWN or sum(map(str.isupper, word)) > 1:
            continue
        if word.isascii() and (plain in ENGLISH or not _SYLLABLE.fullmatch(plain)) and len(plain) > 1:
            found.add(word)
    return found


def vietnamese_words(words: str, names: list[str]) -> set[str]:
    """Words with Vietnamese letters that belong to no name of the data."""
    for name in sorted(names, key=len, reverse=True):
        words = re.sub(re.escape(name), " ", words, flags=re.IGNORECASE)  # a sentence may begin with a name
    return {word for word in _WORD.findall(words) if _DIACRITICS.search(word)}
