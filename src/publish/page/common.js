// What the scripts of all pages use: elements by their ids, times of a player, and a line that tells what was done.
const $ = (id) => document.getElementById(id);
const clock = (time) => {
  const whole = Math.floor(Math.max(time, 0) + 1e-3);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, String(whole % 60).padStart(2, '0')];
  return h ? `${h}:${String(m).padStart(2, '0')}:${s}` : `${m}:${s}`;
};
const tell = (text) => {
  $('status').textContent = text;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => { $('status').textContent = ''; }, 4000);
};
