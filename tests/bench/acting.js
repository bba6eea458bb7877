// Role: lets a page change its own measure again and again, as soon as the former change is shown.
([group, steps]) => {
  const acting = { done: 0, running: true, stop() { this.running = false; return this.done; } };
  window.sangkienActing = acting;
  const pause = (ms) => new Promise((then) => setTimeout(then, ms));
  const shows = (sentence) =>
    document.querySelector('[data-testid="stApp"]').dataset.testScriptState === 'notRunning'
    && document.querySelector('[data-testid="stMain"]').textContent.includes(sentence)
    && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]');
  const press = (label) => {
    const choices = [...document.querySelectorAll('[role="radiogroup"]')]
      .find((one) => one.getAttribute('aria-label') === group);
    [...choices.querySelectorAll('*')].filter((one) => one.textContent.trim() === label).pop().click();
  };
  (async () => {
    for (let turn = 0; acting.running; turn += 1) {
      const [label, sentence] = steps[turn % steps.length];
      press(label);
      while (acting.running && !shows(sentence)) await pause(20);
      if (acting.running) acting.done += 1;
    }
  })();
};
