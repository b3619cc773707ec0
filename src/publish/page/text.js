// The words: which of them is being said, and how the page follows.
class Text extends EventTarget {
  constructor(cues, words) {
    super();
    Object.assign(this, { cues, words, current: -1, word: -1, follows: true });
    this.spoken = typeof Highlight === 'function' && CSS.highlights ? new Highlight() : null;
    if (this.spoken) CSS.highlights.set('word', this.spoken);
    document.addEventListener('click', (event) => this.#clicked(event));
    document.addEventListener('keydown', (event) => {
      const sentence = event.target.closest('.s');
      if (sentence && event.key === 'Enter') this.#ask(sentence);
    });
    // Whoever scrolls wants to read elsewhere.
    for (const type of ['wheel', 'touchmove']) {
      addEventListener(type, () => this.follow(false), { passive: true });
    }
    addEventListener('keydown', (event) => {
      const scrolls = ['PageUp', 'PageDown', 'Home', 'End', 'ArrowUp', 'ArrowDown'].includes(event.key);
      if (scrolls && !event.target.closest('input, select, dialog')) this.follow(false);
    });
    this.#focusable(0);
  }

  // The sentence; of several that tell one row of a table, the row.
  element(n) {
    const found = document.getElementById('s' + n);
    return found?.classList.contains('in') ? found.closest('.s') : found;
  }

  // The cue that is said at a time, or was last.
  at(time) {
    let [low, high] = [0, this.cues.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.cues[middle].start <= time + 1e-3) low = middle + 1; else high = middle;
    }
    return low - 1;
  }

  show(time) {
    const n = this.at(time);
    if (n !== this.current) this.#turnTo(n);
    this.#showWord(time);
  }

  follow(follows) {
    if (this.follows === follows) return;
    this.follows = follows;
    if (follows) this.reveal();
    this.dispatchEvent(new Event('follow'));
  }

  // Brings the sentence to where eyes rest, if it is not in sight.
  reveal() {
    const element = this.element(Math.max(this.current, 0));
    if (!element) return;
    // A picture is looked at while it is told.
    const figure = element.closest('figure');
    const seen = figure && figure.offsetHeight < innerHeight * 0.7 ? figure : element;
    const { top, bottom } = seen.getBoundingClientRect();
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const place = Math.min(innerHeight * 0.3, Math.max(innerHeight * 0.75 - (bottom - top), innerHeight * 0.05));
    if (top < innerHeight * 0.04 || bottom > innerHeight * (figure ? 0.85 : 0.62)) {
      scrollTo({ top: scrollY + top - place, behavior: calm ? 'auto' : 'smooth' });
    }
  }

  isInSight(element) {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < innerHeight * 0.85;
  }

  #turnTo(n) {
    const [before, now] = [this.element(this.current), this.element(n)];
    before?.classList.remove('on');
    before?.removeAttribute('aria-current');
    before?.closest('.block')?.classList.remove('on');
    this.current = n;
    this.word = -1;
    this.spoken?.clear();
    if (now) {
      now.classList.add('on');
      now.setAttribute('aria-current', 'true');
      now.closest('.block')?.classList.add('on');
      this.#focusable(n);
    }
    this.dispatchEvent(new Event('sentence'));
  }

  // No element is made for a word: a range of the sentence's text is painted.
  #showWord(time) {
    const words = this.words[this.current];
    const element = this.element(this.current);
    if (!this.spoken || !words?.length || !element || element.classList.contains('loose')) return;
    const inside = time - this.cues[this.current].start;
    let found = -1;
    for (let n = 0; n < words.length && words[n].start <= inside + 1e-3; n += 1) found = n;
    if (found === this.word) return;
    this.word = found;
    this.spoken.clear();
    if (found < 0) return;
    const range = this.#range(element, words[found]);
    if (range) this.spoken.add(range);
  }

  // A part of a sentence's own text, whatever stands between; what leads to a note is none of it.
  #range(element, { from, to }) {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const range = new Range();
    let [before, begun] = [0, false];
    while (texts.nextNode()) {
      const node = texts.currentNode;
      if (node.parentElement.closest('.ref')) continue;
      const end = before + node.length;
      if (!begun && from < end) { range.setStart(node, from - before); begun = true; }
      if (begun && to <= end) { range.setEnd(node, to - before); return range; }
      before = end;
    }
    return null;
  }

  // One sentence at a time can have the focus by the tab key: that which is spoken, or the last to have had it.
  #focusable(n) {
    if (this.focus?.contains(document.activeElement)) return;
    this.focus?.removeAttribute('tabindex');
    this.focus = this.element(n);
    if (this.focus) this.focus.tabIndex = 0;
  }

  move(step) {
    const from = this.focus ? Number(this.focus.id.slice(1)) : this.current;
    const next = this.element(from + step);
    if (!next) return;
    this.focus?.removeAttribute('tabindex');
    this.focus = next;
    next.tabIndex = 0;
    next.focus();
  }

  #clicked(event) {
    const link = event.target.closest('a');
    // Whoever goes to a note reads it.
    if (link?.closest('.ref, .caller')) this.follow(false);
    if (link || !getSelection().isCollapsed) return;
    const sentence = event.target.closest('.s');
    if (sentence) this.#ask(sentence);
  }

  #ask(sentence) {
    this.dispatchEvent(new CustomEvent('ask', { detail: Number(sentence.id.slice(1)) }));
  }
}
