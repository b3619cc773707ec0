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

  element(n) { return document.getElementById('s' + n); }

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
    const node = this.element(this.current)?.firstChild;
    if (!this.spoken || !words?.length || !node) return;
    const inside = time - this.cues[this.current].start;
    let found = -1;
    for (let n = 0; n < words.length && words[n].start <= inside + 1e-3; n += 1) found = n;
    if (found === this.word) return;
    this.word = found;
    this.spoken.clear();
    if (found < 0) return;
    const { from, to } = words[found];
    if (to > node.length) return;
    const range = new Range();
    range.setStart(node, from);
    range.setEnd(node, to);
    this.spoken.add(range);
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
    if (link || !getSelection().isCollapsed) return;
    const sentence = event.target.closest('.s');
    if (sentence) this.#ask(sentence);
  }

  #ask(sentence) {
    this.dispatchEvent(new CustomEvent('ask', { detail: Number(sentence.id.slice(1)) }));
  }
}
