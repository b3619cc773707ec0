// The player: buttons, keys, addresses of moments, and what the browser shows of it elsewhere.
{
  const data = JSON.parse($('data').textContent);
  const say = data.terms.say;
  const fill = (term, ...values) => values.reduce((text, value) => text.replace('{}', value), say[term]);
  // Counts of samples become seconds here, once.
  const seconds = (samples) => samples / data.rate;
  const length = seconds(data.samples);
  const cues = data.cues.map(([start, samples]) => ({ start: seconds(start), length: seconds(samples) }));
  const chapters = data.chapters.map(([start, , title]) => ({ start: seconds(start), title }));
  const parts = data.parts.map((part) => (
    { start: seconds(part.start), length: seconds(part.samples), sources: part.sources }));
  const words = data.words.map((numbers) => {
    const found = [];
    for (let n = 0; n < numbers.length; n += 3) {
      found.push({ from: numbers[n], to: numbers[n] + numbers[n + 1], start: seconds(numbers[n + 2]) });
    }
    return found;
  });
  // A long list of chapters would stand before the text on a small screen.
  const list = document.querySelector('.chapters details');
  if (list && !matchMedia('(min-width: 72rem)').matches) list.open = false;

  const start = () => {
    const sound = new Timeline(parts, length, document.querySelectorAll('.player audio'));
    const text = new Text(cues, words);
    const highlights = new Highlights(data.id, cues, data.title, clock);
    $('player').hidden = false;
    document.documentElement.classList.add('playable');

    const chapterAt = (time) => Math.max(chapters.findLastIndex((chapter) => chapter.start <= time + 1e-3), 0);
    const set = (id, value) => { if ($(id).textContent !== value) $(id).textContent = value; };
    let until = null;
    let remembered = 0;
    let dragging = false;

    // What changes with time.
    const draw = () => {
      const time = sound.time;
      text.show(time);
      set('time', clock(time));
      if (!dragging) $('position').value = time;
      $('position').style.setProperty('--done', `${length ? 100 * Number($('position').value) / length : 0}%`);
      const chapter = chapterAt(time);
      if (chapter !== draw.chapter) {
        draw.chapter = chapter;
        set('now', chapters[chapter]?.title ?? data.title);
        for (const [n, link] of document.querySelectorAll('.chapters a').entries()) {
          if (n === chapter) link.setAttribute('aria-current', 'true'); else link.removeAttribute('aria-current');
        }
        showMetadata();
      }
      if (Math.floor(time) !== draw.second) {
        draw.second = Math.floor(time);
        $('position').setAttribute('aria-valuetext', `${fill('position_of', clock(time), clock(length))}, ${$('now').textContent}`);
      }
    };
    const loop = () => {
      draw();
      if (until !== null && sound.playing && sound.time >= until) { sound.pause(); until = null; }
      sleep.check();
      if (sound.playing) loop.frame = requestAnimationFrame(loop);
    };
    const change = () => {
      const icon = sound.playing ? 'pause' : 'play';
      const label = sound.playing ? say.pause : say.play;
      $('play').querySelector('use').setAttribute('href', `#i-${icon}`);
      $('play').setAttribute('aria-label', label);
      $('play').title = label;
      document.documentElement.classList.toggle('playing', sound.playing);
      cancelAnimationFrame(loop.frame);
      loop();
      showFollow();
      showSession();
    };
    const remember = () => { memory.set('position.' + data.id, sound.time); };
    const jump = (time, follows = true) => {
      until = null;
      sound.time = time;
      if (follows) { draw(); text.follow(true); text.reveal(); }
    };
    const toggle = () => {
      if (sound.playing) return sound.pause();
      sound.play();
      text.follow(true);
      text.reveal();
    };
    const toChapter = (step) => {
      const now = chapterAt(sound.time);
      // Back leads to the start of this chapter first, as everywhere.
      const stays = step < 0 && sound.time - chapters[now].start > 3;
      const next = Math.min(Math.max(now + (stays ? 0 : step), 0), chapters.length - 1);
      jump(chapters[next].start);
      tell(chapters[next].title);
    };
    const toSentence = (step) => {
      const next = Math.min(Math.max(text.at(sound.time) + step, 0), cues.length - 1);
      if (cues[next]) jump(cues[next].start);
    };

    // The sleep timer: at a moment of the wall clock, or of the episode.
    const sleep = {
      set(value) {
        sleep.end = null;
        sleep.chapter = value === 'chapter';
        sleep.chapterEnd = sleep.chapter ? chapters[chapterAt(sound.time) + 1]?.start ?? length : null;
        if (Number(value) > 0) {
          sleep.end = Date.now() + Number(value) * 60000;
          tell(fill('timer_set', `${value} ${say.min}`));
        }
        sleep.check();
      },
      check() {
        const left = sleep.chapter
          ? (sleep.chapterEnd - sound.time) / sound.rate
          : sleep.end === null || sleep.end === undefined ? Infinity : (sleep.end - Date.now()) / 1000;
        set('left', Number.isFinite(left) ? clock(left) : '');
        // The last seconds fade out, unless it is a chapter that ends by itself.
        const gain = sleep.chapter ? 1 : Math.min(Math.max(left / 5, 0), 1);
        if (gain !== sleep.gain) { sleep.gain = gain; showVolume(); }
        if (left > 0.02) return;
        sound.pause();
        sleep.end = null;
        sleep.chapter = false;
        sleep.gain = 1;
        showVolume();
        set('left', '');
        $('timer').value = '0';
        tell(say.timer_done);
      },
    };
    const showVolume = () => {
      const muted = $('mute').getAttribute('aria-pressed') === 'true';
      sound.setVolume(Number($('volume').value) * (sleep.gain ?? 1), muted);
      $('mute').querySelector('use').setAttribute('href', muted ? '#i-mute' : '#i-sound');
      $('volume').style.setProperty('--done', `${100 * Number($('volume').value)}%`);
    };
    const showFollow = () => { $('follow').hidden = text.follows || !sound.playing; showStage(); };
    // The picture that is told, where its place in the text is out of sight.
    const showStage = () => {
      const figure = text.element(text.current)?.closest('figure');
      const picture = figure?.querySelector('img');
      const shown = Boolean(picture && sound.playing && !text.isInSight(picture));
      if (shown && $('stage').firstChild.src !== picture.src) {
        Object.assign($('stage').firstChild, { src: picture.src, alt: picture.alt });
      }
      $('stage').hidden = !shown;
    };

    // What the system shows: the lock screen, the keys of a headset.
    const showMetadata = () => {
      if (!navigator.mediaSession || typeof MediaMetadata !== 'function') return;
      navigator.mediaSession.metadata = new MediaMetadata({
        title: chapters.length > 1 ? chapters[chapterAt(sound.time)].title : data.title,
        artist: data.byline ?? '',
        album: data.title,
        artwork: data.cover && /^http/.test(location.protocol) ? [{ src: new URL(data.cover, location.href).href }] : [],
      });
    };
    const showSession = () => {
      if (!navigator.mediaSession) return;
      navigator.mediaSession.playbackState = sound.playing ? 'playing' : 'paused';
      try {
        navigator.mediaSession.setPositionState({ duration: length, playbackRate: sound.rate, position: sound.time });
      } catch { /* a browser that cannot say where it is */ }
    };
    const session = {
      play: () => { if (!sound.playing) toggle(); },
      pause: () => sound.pause(),
      seekbackward: (event) => jump(sound.time - (event.seekOffset ?? 15)),
      seekforward: (event) => jump(sound.time + (event.seekOffset ?? 30)),
      seekto: (event) => jump(event.seekTime),
      previoustrack: () => toChapter(-1),
      nexttrack: () => toChapter(1),
    };
    for (const [action, handle] of Object.entries(session)) {
      try { navigator.mediaSession?.setActionHandler(action, handle); } catch { /* an action it does not know */ }
    }

    // The address of a moment: Media Fragments, `#t=83.5` or `#t=1:23.5`, with an end after a comma if need be.
    const moment = (written) => {
      const fields = written.replace(/^npt:/, '').split(':');
      const fits = fields.length <= 3 && fields.every((field) => /^\d+(\.\d*)?$/.test(field));
      return fits ? fields.reduce((time, field) => time * 60 + Number(field), 0) : NaN;
    };
    const goToAddress = () => {
      const fragment = new URLSearchParams(location.hash.slice(1)).get('t');
      if (fragment === null) return false;
      const [from, to] = fragment.split(',').map(moment);
      if (Number.isNaN(from)) return false;
      jump(from);
      until = to > from ? to : null;
      return true;
    };
    const share = async () => {
      const time = cues[text.at(sound.time)]?.start ?? 0;
      const address = new URL(`#t=${Math.floor(time * 1000) / 1000}`, location.href).href;
      try { history.replaceState(null, '', address); } catch { /* not everywhere */ }
      try {
        await navigator.clipboard.writeText(address);
        tell(say.shared);
      } catch { tell(say.unshared); }
    };

    const keep = () => tell(highlights.toggle(text.at(sound.time)) ? say.kept : say.unkept);
    const save = () => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([highlights.markdown()], { type: 'text/markdown' }));
      link.download = 'highlights.md';
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    };
    const copy = async () => {
      try { await navigator.clipboard.writeText(highlights.markdown()); tell(say.copied); } catch { save(); }
    };

    const faster = (step) => {
      const next = $('speed').selectedIndex + step;
      if (!$('speed').options[next]) return;
      $('speed').selectedIndex = next;
      setSpeed();
    };
    const setSpeed = () => { sound.setRate(Number($('speed').value)); memory.set('speed', $('speed').value); };
    const mute = () => {
      $('mute').setAttribute('aria-pressed', String($('mute').getAttribute('aria-pressed') !== 'true'));
      showVolume();
    };
    const help = () => { if ($('keys').open) $('keys').close(); else $('keys').showModal(); };

    for (const [id, act] of Object.entries({
      play: toggle, back: () => jump(sound.time - 15), forward: () => jump(sound.time + 30),
      previous: () => toChapter(-1), next: () => toChapter(1), mute, share, keep, save, copy, help,
      follow: () => text.follow(true),
    })) $(id).addEventListener('click', act);
    $('speed').addEventListener('change', setSpeed);
    $('timer').addEventListener('change', () => sleep.set($('timer').value));
    $('volume').addEventListener('input', () => { showVolume(); memory.set('volume', Number($('volume').value)); });
    $('position').addEventListener('input', () => { dragging = true; set('time', clock(Number($('position').value))); });
    $('position').addEventListener('change', () => { dragging = false; jump(Number($('position').value)); });
    $('stage').addEventListener('click', () => text.follow(true));
    $('single').addEventListener('change', () => memory.set('keys', $('single').checked));
    for (const link of document.querySelectorAll('.chapters a')) {
      link.addEventListener('click', (event) => {
        event.preventDefault();
        jump(Number(link.dataset.start));
        if (list && !matchMedia('(min-width: 72rem)').matches) list.open = false;
      });
    }
    const keys = {
      ' ': toggle, k: toggle, j: () => jump(sound.time - 15), l: () => jump(sound.time + 30),
      ArrowLeft: () => jump(sound.time - 5), ArrowRight: () => jump(sound.time + 5),
      '[': () => toChapter(-1), ']': () => toChapter(1), ',': () => toSentence(-1), '.': () => toSentence(1),
      '-': () => faster(-1), '+': () => faster(1), '=': () => faster(1), m: mute,
      f: () => text.follow(true), c: share, h: keep, '?': help,
    };
    addEventListener('keydown', (event) => {
      const on = event.target instanceof Element ? event.target : document.body;
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (on.closest('input, select, textarea, dialog')) return;
      if (on.classList.contains('s') && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
        event.preventDefault();
        return text.move(event.key === 'ArrowUp' ? -1 : 1);
      }
      if (event.key === ' ' && on.closest('button, a, summary')) return;
      const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!act || !$('single').checked) return;
      event.preventDefault();
      act();
    });

    sound.addEventListener('change', change);
    sound.addEventListener('end', () => { change(); memory.set('position.' + data.id, length); });
    sound.addEventListener('broken', () => tell(say.broken));
    text.addEventListener('sentence', () => { if (text.follows && sound.playing) text.reveal(); showFollow(); });
    text.addEventListener('follow', showFollow);
    text.addEventListener('ask', (event) => { jump(cues[event.detail].start); if (!sound.playing) sound.play(); });
    addEventListener('scroll', () => { if (!text.follows) showStage(); }, { passive: true });
    addEventListener('hashchange', goToAddress);
    document.addEventListener('click', (event) => {
      // The address that stands there already changes nothing, and is asked for all the same.
      if (event.target.closest('a')?.hash && event.target.closest('a').hash === location.hash) goToAddress();
    });
    addEventListener('pagehide', remember);
    document.addEventListener('visibilitychange', remember);
    setInterval(() => {
      sleep.check();
      if (sound.playing && Math.abs(sound.time - remembered) > 3) { remembered = sound.time; remember(); }
    }, 1000);

    for (const { start: at } of chapters.slice(1)) {
      const tick = document.createElement('i');
      tick.style.insetInlineStart = `${100 * at / length}%`;
      $('ticks').append(tick);
    }
    $('position').max = length;
    set('length', clock(length));
    const known = (value) => [...$('speed').options].some((option) => option.value === value);
    if (known(memory.get('speed'))) $('speed').value = memory.get('speed');
    if (typeof memory.get('volume') === 'number') $('volume').value = memory.get('volume');
    $('single').checked = memory.get('keys') !== false;
    sound.setRate(Number($('speed').value));
    showVolume();
    const place = memory.get('position.' + data.id);
    if (!goToAddress()) {
      if (typeof place === 'number' && place > 5 && place < length - 5) sound.time = place;
    }
    change();
  };
  if (parts.length) start();
}
