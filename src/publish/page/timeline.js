'use strict';
// One clock over all the files of an episode. Two players take turns, so that the next file is ready when one ends.
class Timeline extends EventTarget {
  constructor(parts, length, [one, other]) {
    super();
    Object.assign(this, { parts, length, decks: [one, other], rate: 1, loaded: [-1, -1], at: 0, active: 0 });
    this.life = new AbortController();
    const until = { signal: this.life.signal };
    for (const deck of this.decks) {
      deck.addEventListener('ended', () => { if (deck === this.deck) this.#goOn(); }, until);
      for (const type of ['play', 'pause', 'seeking', 'seeked', 'waiting', 'playing']) {
        deck.addEventListener(type, () => { if (deck === this.deck && !this.changing) this.#tell('change'); }, until);
      }
      deck.addEventListener('timeupdate', () => { if (deck === this.deck) this.#prepare(); }, until);
    }
    this.#load(0, 0);
  }

  // Leaves the players to another.
  close() {
    this.deck.pause();
    this.waiting?.abort();
    this.life.abort();
  }

  get deck() { return this.decks[this.active]; }

  get part() { return this.parts[this.loaded[this.active]]; }

  get playing() { return !this.deck.paused && !this.deck.ended; }

  get time() {
    const inside = this.wanted ?? Math.min(this.deck.currentTime, this.part.length);
    return Math.min(this.part.start + inside, this.length);
  }

  set time(seconds) {
    const time = Math.min(Math.max(seconds, 0), this.length);
    const next = this.parts.findIndex((part) => time < part.start + part.length);
    const n = next < 0 ? this.parts.length - 1 : next;
    if (n !== this.loaded[this.active]) this.#turnTo(n, this.playing);
    this.#seek(Math.min(time - this.part.start, this.part.length));
    this.#tell('change');
  }

  play() {
    if (this.time >= this.length - 0.05) this.time = 0;
    const started = this.deck.play();
    if (started) started.catch((error) => { if (error.name !== 'AbortError') this.#tell('change'); });
  }

  pause() { this.deck.pause(); }

  setRate(rate) {
    this.rate = rate;
    for (const deck of this.decks) deck.defaultPlaybackRate = deck.playbackRate = rate;
    this.#tell('change');
  }

  setVolume(volume, muted) {
    for (const deck of this.decks) Object.assign(deck, { volume, muted });
  }

  #tell(type) { this.dispatchEvent(new Event(type)); }

  // Puts a part's files before a deck, which takes the first that it can play.
  #load(which, n) {
    const deck = this.decks[which];
    if (this.loaded[which] === n) return;
    this.loaded[which] = n;
    const sources = this.parts[n].sources.map((source) => {
      const element = document.createElement('source');
      Object.assign(element, { src: source.address, type: source.type });
      return element;
    });
    sources.at(-1).addEventListener('error', () => { if (deck === this.deck) this.#tell('broken'); });
    deck.replaceChildren(...sources);
    deck.load();
    deck.defaultPlaybackRate = deck.playbackRate = this.rate;
  }

  // A player that knows nothing of its file yet is told again where to start when it does.
  #seek(inside) {
    const deck = this.deck;
    this.waiting?.abort();
    if (deck.readyState > 0) {
      this.wanted = null;
      deck.currentTime = inside;
      return;
    }
    this.wanted = inside;
    this.waiting = new AbortController();
    deck.addEventListener('loadedmetadata', () => {
      this.wanted = null;
      deck.currentTime = inside;
    }, { once: true, signal: this.waiting.signal });
  }

  #turnTo(n, play) {
    this.changing = true;
    this.deck.pause();
    if (this.loaded[1 - this.active] === n) this.active = 1 - this.active;
    else this.#load(this.active, n);
    this.#seek(0);
    if (play) this.play();
    this.changing = false;
  }

  #goOn() {
    const next = this.loaded[this.active] + 1;
    if (next < this.parts.length) this.#turnTo(next, true);
    this.#tell(next < this.parts.length ? 'change' : 'end');
  }

  #prepare() {
    const next = this.loaded[this.active] + 1;
    const left = this.part.length - this.deck.currentTime;
    if (next < this.parts.length && left < 30) this.#load(1 - this.active, next);
  }
}
