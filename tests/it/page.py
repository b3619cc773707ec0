"""Reads and listens to an episode's page in a real browser: `page.py INDEX.HTML`, and to the page that lists episodes:
`page.py --list INDEX.HTML`. Prints what is wrong.

Needs Chromium, and `playwright` and `axe-playwright-python` from PyPI. Nothing is asked of the network.
"""

import json
import shutil
import sys
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

faults = []


def check(holds, what):
    if not holds:
        faults.append(what)


def spoken(page):
    """The number of the sentence that is marked, or -1."""
    marked = page.locator('#text .s[aria-current], header .s[aria-current]')
    return int(marked.first.get_attribute('id')[1:]) if marked.count() else -1


def place(page):
    """Where the sound itself is, in seconds of the episode."""
    return page.evaluate('''() => {
        const data = JSON.parse(document.getElementById('data').textContent);
        const deck = [...document.querySelectorAll('.player audio')].find((deck) => !deck.paused);
        if (!deck) return null;
        const part = data.parts.find((part) => deck.currentSrc.endsWith('/' + part.sources[0].address));
        return part.start / data.rate + deck.currentTime;
    }''')


def until(page, condition, what):
    # A function that waits in the page would be a text that is run, which the page's policy forbids.
    for _ in range(400):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    check(False, f'{what} (marked: {spoken(page)})')


def accessible(page, what):
    found = Axe().run(page).response['violations']
    for fault in found:
        if fault['impact'] in ('serious', 'critical'):
            nodes = [node['html'][:120] for node in fault['nodes'][:2]]
            check(False, f"{what}: {fault['id']}: {fault['help']} {nodes}")


def listen(page, data):
    starts = [start / data['rate'] for start, _ in data['cues']]
    # A click leads to its sentence.
    for number in (4, 2):
        page.evaluate('(n) => document.getElementById("s" + n).click()', number)
        until(page, f'document.getElementById("s{number}").hasAttribute("aria-current")', 'a click marks its sentence')
        shown = float(page.locator('#position').input_value())
        check(-0.6 < shown - starts[number] < 1.5, f'a click on {number} leads to {shown}')
    early = page.evaluate('''(n) => new Promise((done) => {
        const began = performance.now();
        document.getElementById('s' + n).click();
        const deck = [...document.querySelectorAll('.player audio')].find((deck) => !deck.paused);
        const tell = () => done([deck.currentTime, (performance.now() - began) / 1000]);
        if (deck.seeking) deck.addEventListener('seeked', tell, { once: true }); else tell();
    })''', 3)
    chapter = max(start / data['rate'] for start, _, _ in data['chapters'] if start / data['rate'] <= starts[3])
    late = early[0] + chapter - starts[3]
    check(-0.1 <= late <= 0.1 + early[1], f'a click leads {late:.3f} s beside its sentence')
    # Playing moves the mark from sentence to sentence, and a word in it.
    until(page, 'document.getElementById("s4").hasAttribute("aria-current")', 'playing moves the mark')
    until(page, '[...CSS.highlights.get("word")].some((range) => range.toString())', 'a word is marked')
    now = place(page)
    check(starts[4] - 0.2 <= now, f'sentence 4 is marked at {now}, and begins at {starts[4]}')


def move(page, data):
    chapters = [start / data['rate'] for start, _, _ in data['chapters']]
    page.locator('.chapters a').nth(1).click()
    until(page, 'document.querySelectorAll(".chapters a")[1].hasAttribute("aria-current")', 'a chapter opens')
    check(abs(place(page) - chapters[1]) < 1.5, f'chapter 2 begins at {place(page)}')
    # From one file to the next.
    page.evaluate('(t) => { location.hash = "#t=" + t; }', chapters[2] - 0.4)
    until(page, 'document.querySelectorAll(".chapters a")[2].hasAttribute("aria-current")', 'a file follows another')
    until(page, f'[...document.querySelectorAll(".player audio")].some((deck) => !deck.paused)', 'it plays on')
    page.keyboard.press('[')
    until(page, 'document.querySelectorAll(".chapters a")[1].hasAttribute("aria-current")', '[ leads a chapter back')
    page.keyboard.press('k')
    until(page, '[...document.querySelectorAll(".player audio")].every((deck) => deck.paused)', 'K pauses')
    page.keyboard.press('?')
    check(page.locator('#keys').is_visible(), '? shows the keys')
    page.keyboard.press('Escape')
    page.keyboard.press('k')
    page.mouse.wheel(0, 300)
    until(page, '!document.getElementById("follow").hidden', 'who scrolls is asked to come back')
    page.locator('#follow').click()
    check(page.locator('#follow').is_hidden(), 'who comes back is not asked again')
    page.keyboard.press('k')


def written(page):
    """What the author wrote is shown as such, and what a reader highlights is kept."""
    check(page.locator('#text .s a[href="https://example.org/?a=1&b=2"]').count() == 1, 'a link leads on in its place')
    check(page.locator('table th').all_text_contents() == ['Name', 'Size'], 'a table has its header')
    check(page.locator('table tr.s td').all_text_contents() == ['a < b', '5'], 'a table has its cells')
    check(page.locator('pre').text_content() == 'let a = "</pre>";', 'code is shown as it is')
    page.keyboard.press('h')
    kept = page.locator('.s.kept')
    check(kept.count() == 1, f'{kept.count()} sentences are highlighted')
    number = int(kept.first.get_attribute('id')[1:])
    page.reload()
    check(page.locator(f'#s{number}.kept').count() == 1, 'a highlight is kept')
    with page.expect_download() as saved:
        page.locator('#save').click()
    lines = Path(saved.value.path()).read_text().splitlines()
    check(len(lines) == 3 and '#t=' in lines[2], f'highlights are saved as {lines}')
    accessible(page, 'highlighted')


def listing(address, browser):
    context = browser.new_context(viewport={'width': 1280, 'height': 800}, color_scheme='light')
    page = context.new_page()
    page.on('console', lambda message: check(message.type != 'error', f'console: {message.text}'))
    page.on('pageerror', lambda error: check(False, f'script: {error}'))
    page.on('request', lambda request: check(request.url.startswith(('file:', 'data:', 'blob:')), request.url))
    page.goto(address)
    items = page.locator('.episodes > li')
    page.locator('#query').fill('no such word')
    check(items.nth(0).is_hidden() and page.locator('#none').text_content(), 'nothing is found')
    page.locator('#query').fill('SCRIPT')
    check(items.nth(0).is_visible(), 'a title is found')
    accessible(page, 'list')
    page.locator('.start').nth(0).click()
    until(page, '[...document.querySelectorAll(".player audio")].some((deck) => !deck.paused)', 'an episode plays')
    page.locator('.later').nth(1).click()
    check('1' in page.locator('#queue').text_content(), 'an episode waits')
    page.locator('#forward').click()
    page.locator('#next').click()
    until(page, 'document.querySelectorAll(".episodes > li")[1].classList.contains("on")', 'the next one plays')
    until(page, 'Object.keys(localStorage).some((name) => name.startsWith("articast.position."))', 'a place is kept')
    accessible(page, 'list with its player')
    page.set_viewport_size({'width': 360, 'height': 740})
    wide = page.evaluate('document.documentElement.scrollWidth')
    check(wide <= 360, f'the list is {wide} wide on a small screen')
    context.close()


def main(address, browser):
    context = browser.new_context(viewport={'width': 1280, 'height': 800}, color_scheme='light')
    page = context.new_page()
    page.on('console', lambda message: check(message.type != 'error', f'console: {message.text}'))
    page.on('pageerror', lambda error: check(False, f'script: {error}'))
    page.on('dialog', lambda dialog: (check(False, f'dialog: {dialog.message}'), dialog.dismiss()))
    page.on('request', lambda request: check(request.url.startswith(('file:', 'data:', 'blob:')), request.url))
    page.goto(address)
    data = json.loads(page.locator('#data').text_content())
    check(page.title() == data['title'], f'the title is {page.title()}')
    check(page.evaluate('window.hacked') is None, 'a script of the article ran')
    check(page.locator('a[href^="javascript" i]').count() == 0, 'an address runs')
    page.locator('.block figure img').first.scroll_into_view_if_needed()
    until(page, 'document.querySelector(".block figure img").naturalWidth > 0', 'a picture is shown')
    accessible(page, 'light')
    listen(page, data)
    move(page, data)
    # An address of a moment, and a visit that goes on where the last ended.
    start = data['cues'][5][0] / data['rate']
    page.goto(f'{address}#t={start:.3f}')
    page.reload()
    check(spoken(page) == 5, f'#t={start:.3f} marks {spoken(page)}')
    page.goto('about:blank')
    page.goto(address)
    check(abs(float(page.locator('#position').input_value()) - start) < 1.5 or start < 5, 'the place is remembered')
    written(page)
    page.emulate_media(color_scheme='dark')
    page.wait_for_timeout(500)
    accessible(page, 'dark')
    page.emulate_media(media='print')
    paper = page.evaluate('getComputedStyle(document.body).backgroundColor')
    check(paper == 'rgb(255, 255, 255)' and page.locator('.player').is_hidden(), f'it prints on {paper}')
    page.emulate_media(media='screen')
    page.locator('#theme').click()
    check(page.locator('html').get_attribute('data-theme') == 'light', 'colours are chosen')
    page.set_viewport_size({'width': 360, 'height': 740})
    wide = page.evaluate('document.documentElement.scrollWidth')
    check(wide <= 360, f'it is {wide} wide on a small screen')
    accessible(page, 'small')
    context.close()


with sync_playwright() as playwright:
    chromium = next(filter(None, map(shutil.which, ('chromium', 'chromium-browser', 'google-chrome'))))
    arguments = ['--no-sandbox', '--autoplay-policy=no-user-gesture-required']
    browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
    look = listing if sys.argv[1] == '--list' else main
    look(Path(sys.argv[-1]).absolute().as_uri(), browser)
    browser.close()
for fault in faults:
    print(fault)
sys.exit(bool(faults))
