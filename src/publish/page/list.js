// The list: how far one has listened to each episode, search, and a player that goes from one to the next.
{
  const data = JSON.parse($('data').textContent);
  const say = data.terms.say;
  const items = [...document.querySelectorAll('.episodes > li')];
  const placed = (n) => 'position.' + items[n].dataset.id;

  // The pages of the episodes remember the same.
  const showProgress = (n) => {
    const [item, place] = [items[n], memory.get(placed(n))];
    const progress = item.querySelector('.progress');
    progress.hidden = typeof place !== 'number' || place < 15;
    if (progress.hidden) return;
    const left = Math.max(Number(item.dataset.seconds) - place, 0);
    progress.textContent = left < 15
      ? say.finished
      : say.listened.replace('{}', Math.max(Math.round(left / 60), 1) + '\u00a0' + say.min);
  };
  for (const n of items.keys()) showProgress(n);

  // Search: every word of it, in whatever order, without regard to case and accents.
  const plain = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const texts = items.map((item) => plain([...item.querySelectorAll('.kicker, h2, .byline, .about')]
    .map((each) => each.textContent).join(' ')));
  $('search').hidden = items.length < 2;
  $('query').addEventListener('input', () => {
    const words = plain($('query').value).split(/\s+/).filter(Boolean);
    for (const [n, item] of items.entries()) item.hidden = !words.every((word) => texts[n].includes(word));
    $('none').textContent = items.every((item) => item.hidden) ? say.none_found : '';
  });

  // The player. What waits in the queue comes first, then what follows in the list.
  const decks = document.querySelectorAll('.player audio');
  const queue = [];
  let [sound, now, remembered] = [null, -1, 0];
  const can = (n) => data.episodes[n]?.parts.length > 0;
  const follower = (step) => {
    let n = now + step;
    while (data.episodes[n] && !can(n)) n += step;
    return data.episodes[n] ? n : -1;
  };
  const remember = () => {
    if (!sound) return;
    memory.set(placed(now), sound.time);
    showProgress(now);
  };
  const draw = () => {
    const [time, length] = [sound.time, sound.length];
    $('position').value = time;
    $('position').setAttribute('aria-valuetext', say.position_of.replace('{}', clock(time)).replace('{}', clock(length)));
    $('time').textContent = `${clock(time)} / ${clock(length)}`;
    $('queue').textContent = queue.length ? say.queue.replace('{}', queue.length) : '';
    const label = sound.playing ? say.pause : say.play;
    $('play').querySelector('use').setAttribute('href', sound.playing ? '#i-pause' : '#i-play');
    Object.assign($('play'), { title: label, ariaLabel: label });
    mark();
    if (Math.abs(time - remembered) > 3) { remembered = time; remember(); }
  };
  const mark = () => {
    for (const [n, item] of items.entries()) {
      const [button, plays] = [item.querySelector('.start'), n === now && Boolean(sound?.playing)];
      item.classList.toggle('on', n === now);
      button.querySelector('use').setAttribute('href', plays ? '#i-pause' : '#i-play');
      button.querySelector('span').textContent = plays ? say.pause : say.play;
      button.ariaLabel = `${plays ? say.pause : say.play}: ${data.episodes[n].title}`;
    }
  };
  const open = (n) => {
    remember();
    sound?.close();
    const { rate, samples, title, parts } = data.episodes[n];
    const length = samples / rate;
    const seconds = parts.map((part) => (
      { start: part.start / rate, length: part.samples / rate, sources: part.sources }));
    now = n;
    sound = new Timeline(seconds, length, decks);
    sound.setRate(Number(memory.get('speed')) || 1);
    const volume = memory.get('volume');
    if (typeof volume === 'number') sound.setVolume(volume, false);
    const place = memory.get(placed(n));
    if (typeof place === 'number' && place > 5 && place < length - 5) sound.time = place;
    remembered = sound.time;
    $('player').hidden = false;
    document.documentElement.classList.add('playable');
    $('position').max = length;
    $('now').textContent = title;
    $('now').href = items[n].querySelector('h2 a').getAttribute('href');
    sound.addEventListener('change', draw);
    sound.addEventListener('broken', () => tell(say.broken));
    sound.addEventListener('end', () => {
      memory.set(placed(now), length);
      showProgress(now);
      goOn();
    });
    if (navigator.mediaSession && typeof MediaMetadata === 'function') {
      navigator.mediaSession.metadata = new MediaMetadata({ title, album: document.title });
    }
    sound.play();
    draw();
  };
  const goOn = () => {
    const next = queue.length ? queue.shift() : follower(1);
    // The end of one stands as its place: it is not written again.
    if (sound && sound.time >= sound.length - 0.05) { sound.close(); sound = null; }
    if (next >= 0) return open(next);
    remember();
    sound?.close();
    [sound, now] = [null, -1];
    $('player').hidden = true;
    mark();
  };
  const toggle = () => { if (sound.playing) sound.pause(); else sound.play(); };
  const skip = (seconds) => { sound.time += seconds; draw(); };
  const acts = {
    play: toggle, back: () => skip(-15), forward: () => skip(30), next: goOn,
    previous: () => { const before = follower(-1); if (before >= 0) open(before); else sound.time = 0; },
  };
  for (const [id, act] of Object.entries(acts)) $(id).addEventListener('click', act);
  $('position').addEventListener('change', () => { sound.time = Number($('position').value); draw(); });
  const session = {
    play: toggle, pause: toggle, seekbackward: acts.back, seekforward: acts.forward,
    previoustrack: acts.previous, nexttrack: acts.next,
  };
  for (const [action, handle] of Object.entries(session)) {
    try { navigator.mediaSession?.setActionHandler(action, () => sound && handle()); } catch { /* unknown to it */ }
  }
  for (const [n, item] of items.entries()) {
    if (!can(n)) continue;
    item.querySelector('.actions').hidden = false;
    item.querySelector('.start').addEventListener('click', () => { if (n === now) toggle(); else open(n); });
    item.querySelector('.later').addEventListener('click', () => {
      if (!sound) return open(n);
      queue.push(n);
      draw();
      tell(say.queued);
    });
  }
  setInterval(() => { if (sound?.playing) draw(); }, 500);
  addEventListener('pagehide', remember);
  addEventListener('pageshow', () => { for (const n of items.keys()) showProgress(n); });
}
