"""What the browser itself measures: scripts that run in the page, so that no word between us and it is counted.

A thing counts as painted two frames after it came into the document: the first of them painted it.
"""

# Before any script of the page's own. `until(find)` ends when `find` finds something, and that was painted.
PREPARE = """() => {
  const frame = () => new Promise(requestAnimationFrame);
  const painted = async () => { await frame(); await frame(); return performance.now(); };
  const until = (find) => new Promise((found) => {
    const look = () => find() && (watch.disconnect(), found(painted()), true);
    const watch = new MutationObserver(look);
    if (!look()) watch.observe(document, { subtree: true, childList: true, attributes: true });
  });
  const next = (name) => new Promise((come) => addEventListener(name, come, { capture: true, once: true }));
  const rows = () => document.querySelector('[role=grid] [role=row] [role=gridcell] a');
  const said = () => document.querySelector('section[aria-label=Conversation] article');
  const cards = (column) => document.querySelectorAll(`section:nth-of-type(${column}) [data-card]`);
  performance.setResourceTimingBufferSize(100000);
  window.bench = { frame, painted, until, next, rows, said, cards, long: [] };
  new PerformanceObserver((list) => window.bench.long.push(...list.getEntries().map((task) => task.duration)))
    .observe({ type: 'longtask' });
}"""

# Milliseconds since the address was asked for.
FIRST_PAINT = """async (what) => {
  const at = await bench.until(bench[what]);
  const first = () => performance.getEntriesByName('first-contentful-paint')[0];
  while (!first()) await bench.frame();
  return [first().startTime, at];
}"""
BOARD_PAINTED = "async (columns) => bench.until(() => columns.every((column) => bench.cards(column).length > 0))"

# Milliseconds from the click to the painted thread; to be begun before it.
OPENED = """async (id) => {
  const click = await bench.next('click');
  const at = await bench.until(() => location.href.includes(id) && bench.said());
  return at - click.timeStamp;
}"""

# Milliseconds from the key that drops the lifted card to the frame in which it has left its column, and to the answer.
DROPPED = """async () => {
  const card = document.activeElement.closest('article');
  let press = await bench.next('keydown');
  while (press.key !== ' ') press = await bench.next('keydown');
  const at = await bench.until(() => !card.isConnected);
  const answered = () => performance.getEntriesByType('resource')
    .filter((asked) => asked.startTime >= press.timeStamp && /\\/api\\/tickets\\/\\d+$/.test(asked.name))[0];
  while (!answered()) await bench.frame();
  return [at - press.timeStamp, answered().responseEnd - press.timeStamp];
}"""

# What was begun, which must not be waited for forever: an act that missed its mark is no figure.
DONE = """(begun) => Promise.race([
  begun.done,
  new Promise((_, fail) => setTimeout(fail, 30000, new Error('nothing of the kind was painted within 30 s'))),
])"""

# Down a list, so many rows each frame (null: a screenful), until it goes no further or the seconds are over.
SCROLLED = """async ([selector, items, step, seconds]) => {
  const box = document.querySelector(selector);
  const frames = [];
  const tops = [...box.querySelectorAll(items)].map((item) => item.getBoundingClientRect().top).sort((a, b) => a - b);
  const row = tops[1] - tops[0];
  bench.long.length = 0;
  const began = performance.now();
  let before = began, moved = began, height = 0;
  while (before - began < 1000 * seconds && before - moved < 3000) {
    const from = box.scrollTop;
    box.scrollTop += step === null ? box.clientHeight : step * row;
    if (box.scrollTop > from) [height, moved] = [box.scrollTop + box.clientHeight, performance.now()];
    const now = await bench.frame();
    frames.push(now - before);
    before = now;
  }
  const rows = Math.round(height / row);
  return { ms: moved - began, rows, frames, long: bench.long, has_ended: before - began < 1000 * seconds };
}"""
