// Role: measures in the page from a click to the frame after the last change that the click caused.
() => {
  if (window.sangkienPaint) return;
  const paint = { start: null, last: null, quietSince: null };
  window.sangkienPaint = paint;
  const app = document.querySelector('[data-testid="stApp"]');

  // The app's own state and the fading of old parts are signs, not content.
  const isContent = (change) =>
    change.target !== app
    && change.attributeName !== 'data-stale'
    && !(change.target instanceof Element && change.target.closest('[data-testid="stStatusWidget"]'));

  const afterFrame = (then) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = then;
    channel.port2.postMessage(null);
  });

  addEventListener('click', (event) => {
    paint.start = event.timeStamp;
    paint.last = null;
    paint.quietSince = null;
  }, { capture: true });

  new MutationObserver((changes) => {
    if (paint.start !== null && changes.some(isContent)) {
      afterFrame(() => { paint.last = performance.now(); });
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
}
