'use strict';
// What a page remembers from one visit to the next. A browser may forbid it; then nothing is remembered.
const memory = {
  get(name) {
    try { return JSON.parse(localStorage.getItem('articast.' + name)); } catch { return null; }
  },
  set(name, value) {
    try { localStorage.setItem('articast.' + name, JSON.stringify(value)); } catch { /* it is not remembered */ }
  },
};

// Light, dark, or as the machine has it.
{
  const themes = ['auto', 'light', 'dark'];
  const root = document.documentElement;
  let theme = themes.includes(memory.get('theme')) ? memory.get('theme') : 'auto';
  root.dataset.theme = theme;
  document.addEventListener('DOMContentLoaded', () => {
    const terms = JSON.parse(document.getElementById('data').textContent).terms;
    const button = document.getElementById('theme');
    const show = () => { button.querySelector('b').textContent = terms.say[theme]; };
    button.hidden = false;
    button.addEventListener('click', () => {
      theme = themes[(themes.indexOf(theme) + 1) % themes.length];
      root.dataset.theme = theme;
      memory.set('theme', theme);
      show();
    });
    show();
    for (const time of document.querySelectorAll('time[datetime]')) {
      const day = new Date(time.dateTime + 'T00:00:00Z');
      time.textContent = day.toLocaleDateString(terms.text, { dateStyle: 'long', timeZone: 'UTC' });
    }
  });
}
