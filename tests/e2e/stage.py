"""Role: what is wrong with a slide as it is drawn: beyond the stage or its place, over another, cut."""

from playwright.sync_api import Locator

# In points of a stage that is 960 wide: letters reach a little beyond their lines, and may.
_FAULTS = r"""(slide) => {
  const frame = slide.closest('.sk-stage').getBoundingClientRect();
  const faults = [];
  const about = (e) => `${e.className}: ${e.textContent.slice(0, 40)}`;
  const words = (e) => {
    const range = document.createRange();
    range.selectNodeContents(e);
    return range.getBoundingClientRect();
  };
  const room = frame.width / 960;
  const placed = (e) => (e.textContent.trim() ? words(e) : e.getBoundingClientRect());
  const boxes = [...slide.children].map((e) => [e, placed(e)]);
  for (const [e, box] of boxes) {
    const isBeside = box.left < frame.left - 1 || box.right > frame.right + 1;
    const isBeyond = box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
    if (isBeside || isBeyond) faults.push(`outside ${about(e)}`);
    const own = e.getBoundingClientRect();
    if (e.textContent.trim() && (box.width > own.width + 2 * room || box.height > own.height + 4 * room)) {
      faults.push(`${Math.round(box.height / room)} high in ${Math.round(own.height / room)}: ${about(e)}`);
    }
  }
  for (const [a, first] of boxes) for (const [b, second] of boxes) {
    if (a === b || a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_PRECEDING) continue;
    const wide = Math.min(first.right, second.right) - Math.max(first.left, second.left);
    const high = Math.min(first.bottom, second.bottom) - Math.max(first.top, second.top);
    if (wide > 2 * room && high > 2 * room) faults.push(`${about(a)} over ${about(b)}`);
  }
  for (const e of slide.querySelectorAll('.sk-name, .sk-figure, td, th, .sk-card > *')) {
    const isBox = getComputedStyle(e).display !== 'inline';
    if (isBox && e.scrollWidth > e.clientWidth + 1) faults.push(`cut ${about(e)}`);
  }
  return faults;
}"""


def faults(slide: Locator) -> list[str]:
    """One line for each fault of a slide that is shown."""
    found: list[str] = slide.evaluate(_FAULTS)
    return found
