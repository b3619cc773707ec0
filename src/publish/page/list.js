'use strict';
// How far one has listened to each episode of the list, as their pages remember it.
for (const item of document.querySelectorAll('.episodes > li')) {
  const terms = JSON.parse(document.getElementById('data').textContent).terms;
  const [length, place] = [Number(item.dataset.seconds), memory.get('position.' + item.dataset.id)];
  const progress = item.querySelector('.progress');
  if (typeof place !== 'number' || place < 15) continue;
  const left = Math.max(length - place, 0);
  progress.hidden = false;
  progress.textContent = left < 15
    ? terms.say.finished
    : terms.say.listened.replace('{}', Math.max(Math.round(left / 60), 1) + '\u00a0' + terms.say.min);
}
