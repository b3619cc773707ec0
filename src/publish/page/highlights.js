// What a reader highlights: sentences, kept in the browser, listed at the end of the page, and exported with their times.
class Highlights extends EventTarget {
  constructor(id, cues, title, clock) {
    super();
    Object.assign(this, { name: 'highlights.' + id, cues, title, clock });
    const known = memory.get(this.name);
    this.kept = new Set(Array.isArray(known) ? known.filter((n) => Number.isInteger(n) && cues[n]) : []);
    this.#show();
  }

  // The sentences that are selected, or else one. Highlighted ones become plain again.
  toggle(current) {
    const selection = getSelection();
    const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const touched = range ? [...document.querySelectorAll('.s')].filter((each) => range.intersectsNode(each)) : [];
    const numbers = touched.length ? touched.map((each) => Number(each.id.slice(1))) : [Math.max(current, 0)];
    const takes = numbers.every((n) => this.kept.has(n));
    for (const n of numbers) {
      if (takes) this.kept.delete(n); else this.kept.add(n);
    }
    selection.removeAllRanges();
    memory.set(this.name, this.#sorted());
    this.#show();
    return !takes;
  }

  address(n) {
    return new URL('#t=' + Math.floor(this.cues[n].start * 1000) / 1000, location.href).href;
  }

  markdown() {
    const lines = this.#sorted().map((n) => {
      const text = this.#text(n).replace(/[\\`*_[\]<>]/g, '\\$&');
      return `- [${this.clock(this.cues[n].start)}](${this.address(n)}) ${text}`;
    });
    return `# ${this.title}\n\n${lines.join('\n')}\n`;
  }

  #sorted() { return [...this.kept].sort((one, other) => one - other); }

  #text(n) {
    const copy = document.getElementById('s' + n)?.cloneNode(true);
    for (const mark of copy?.querySelectorAll('.ref') ?? []) mark.remove();
    const cells = copy?.querySelectorAll('td, th') ?? [];
    const texts = cells.length ? [...cells].map((cell) => cell.textContent.trim()) : [copy?.textContent ?? ''];
    return texts.join(' | ').replace(/\s+/g, ' ').trim();
  }

  #show() {
    for (const element of document.querySelectorAll('.s.kept')) element.classList.remove('kept');
    const list = document.getElementById('kept-list');
    list.replaceChildren(...this.#sorted().map((n) => {
      document.getElementById('s' + n)?.classList.add('kept');
      const [item, link] = [document.createElement('li'), document.createElement('a')];
      link.href = this.address(n);
      link.textContent = this.clock(this.cues[n].start);
      item.dir = 'auto';
      item.append(link, ' ', this.#text(n));
      return item;
    }));
    document.getElementById('kept').hidden = this.kept.size === 0;
  }
}
