#!/bin/sh
# What fuzzers start from: fills a folder (`seed.sh [FOLDER]`, or corpus/) with a folder for each target. They hold the
# articles of the tests, small files of each kind that is parsed, and sounds if ffmpeg is there to make them.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
articles=$here/../tests/articles
mkdir -p "${1:-$here/corpus}"
cd "${1:-$here/corpus}"
mkdir -p text markdown html epub docx links wav decode cast lexicon manifest memory show catalogue speechd answer pico

for article in "$articles"/*/; do
    name=$(basename "$article")
    cp "$article/article.md" "markdown/$name"
    for source in "$article"source.*; do
        format=${source##*.}
        case $format in
            txt) cp "$source" "text/$name" ;;
            md) cp "$source" "markdown/$name-source" ;;
            html) cp "$source" "html/$name" ;;
            # An archive is seeded as its parts; see `archive` in src/targets.rs.
            epub | docx)
                (cd "$source" && find . -type f ! -name '*.png') | sort | while read -r part; do
                    printf '=== %s\n' "${part#./}"
                    cat "$source/$part"
                    echo
                done > "$format/$name"
                ;;
        esac
    done
done

rss='<rss version="2.0"><channel><title>Tides</title><item><title>One</title><link>https://example.com/one</link><guid>two</guid></item></channel></rss>'
printf '%s' "$rss" > links/rss
printf '%s' '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link rel="alternate" href="/one"/></entry></feed>' > links/atom
printf '%s' '<opml version="2.0"><body><outline text="A"><outline xmlUrl="https://example.com/rss"/></outline></body></opml>' > links/opml
printf '%s' '{"version":"https://jsonfeed.org/version/1.1","items":[{"url":"/one"},{"external_url":"https://example.com/two"}]}' > links/json
printf '# To read\nhttps://example.com/one\ntwo.md\n' > links/plain

# What people write, the examples of the documents among it, and what a podcast's folder remembers.
cp "$here/../voices/default.toml" "$here/../voices/duo.toml" "$here/../voices/solo.toml" cast/
for document in casts:cast pronunciation:lexicon; do
    awk -v folder="${document#*:}" '/^```/ { inside = /toml/; n += inside; next } inside { print > (folder "/example-" n) }' \
        "$here/../docs/${document%:*}.md"
done
printf 'languages.de = "b"\nlexicon = "words.toml"\n[voices]\na = ["x:y", { voice = "best", rate = 1.2, gain = -1.5 }]\nnarrator = { voice = "tone", pitch = -2, price = 3 }\n[roles]\naside = "a"\n[pauses]\nparagraph = 900\nheading_before = [1, 2, 3, 4, 5, 6]\n[style]\ntables = "summary"\n' > cast/all
printf 'Kyiv = "KEE-iv"\nlead = [{ say = "led", role = "note" }, "leed"]\nSQL = { as = "letters", case = "exact" }\nmoi = { language = "fr", ipa = "/mwa/" }\n' > lexicon/toml
printf '%s' '<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="en"><lexeme><grapheme>Kyiv</grapheme><phoneme>kiv</phoneme><alias>keeve</alias></lexeme></lexicon>' > lexicon/pls
printf '%s' '{"title":"A","language":"en","sample_rate":44100,"samples":10,"id":"x","made_from":"y","files":[{"name":"a.mp3","format":"mp3","start":0,"samples":10,"bytes":4,"division":"whole","bitrate":96,"digest":"z"}],"chapters":[{"title":"A","anchor":"a","file":"a.mp3","start":0,"samples":10}],"cues":[{"start":1,"samples":8,"role":"narrator","block":1,"text":"A word","timing":"engine","words":[[0,1,1,4],[2,6,5,9]]}],"articast":"0.1.0","cover":"cover.png","cover_seal":"s","meta":{"author":"B"},"voices":[{"part":"narrator","voice":"pico:en-US","rate":1.5,"pitch":-2,"roles":["narrator"],"licence":{"name":"CC0-1.0","link":"https://example.org/l","commercial":"allowed"}}],"unspoken":[{"start":3,"role":"quote","text":"B","voice":"tone"}],"pictures":[{"block":1,"medium":"picture","address":"figures/01.png","alt":"A"}],"links":[{"text":"A","address":"https://example.org/"}]}' > manifest/one
printf '0%s' '{"episodes":{"a":{"guid":"x","date":"2026-01-01T00:00:00Z","season":1,"episode":2,"made_from":"y","sound":{"a.mp3":{"first":"00","digest":"01","bytes":3,"modified":"2026-01-01T00:00:00Z"}}}},"feeds":{"feed.xml":"2026-01-01T00:00:00Z"},"shows":{"feed.xml":"917393e3-1b1e-5cef-ace4-edaa54e1f810"},"covers":{"feed.xml":{"digest":"00","seal":"01"}}}' > memory/registry
printf '1%s' '{"sources":{"https://example.org/rss":"2026-01-01T00:00:00Z"},"articles":{"a":{"state":"made","content":"00"},"b":{"state":{"failed":2}},"c":{"state":"passed"}},"titles":{"https://example.org/rss":"A"}}' > memory/followed
printf '2%s  a.mp3\n' e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 > memory/sums
printf 'title = "A"\nurl = "https://example.org/a"\nmedia = "https://example.org/m"\nfeed = "news.xml"\ncover = "a.png"\ncaption_width = 32\npage = 100\nepisodes = ["news-*"]\norder = "serial"\ndescription = "B"\nauthor = "C"\nemail = "c@example.org"\nlanguage = "en"\ncategories = ["Arts > Books"]\nexplicit = false\nsite = "https://example.org/"\ncopyright = "C"\nguid = "917393e3-1b1e-5cef-ace4-edaa54e1f810"\nlocked = true\nmedium = "blog"\ndates = "article"\nnew_feed = "https://example.org/new.xml"\nblock = true\ncomplete = true\nlicense = { id = "CC0-1.0", url = "https://example.org/l" }\ntxt = [{ purpose = "verify", text = "D" }]\n[[funding]]\nurl = "https://example.org/give"\ntext = "Give"\n' > show/all
printf '[[set]]\nengine = "piper"\nvoices = { x = "en" }\nbase = "https://example.org/"\nlicence = { name = "CC0-1.0", link = "https://example.org/l", commercial = "allowed" }\nfiles = [{ path = "a/x.onnx", bytes = 3, sha256 = "%s" }]\n' e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 > catalogue/one
printf '705-bits=16\n705-num_channels=1\n705-sample_rate=16000\n705-num_samples=1\n705-big_endian=0\n705-AUDIO\0ab\n705 AUDIO\n702 END\n' > speechd/block
printf '\0\110In {Zzyx|ˈɡædʒəlɪn} today, at {tare|ˈtɛɹ} & 5 < 6, we saw Łódź.' > pico/sounds
printf '\002\0Größe, 東京 und <speed level="50">“Łódź”.' > pico/markup

# Three samples: one channel of 16 bits at 22 050 hertz.
printf 'RIFF\052\0\0\0WAVEfmt \020\0\0\0\001\0\001\0\042\126\0\0\104\254\0\0\002\0\020\0data\006\0\0\0\001\0\002\0\003\0' > wav/plain
cp wav/plain decode/wav
if command -v ffmpeg > /dev/null; then
    for kind in pcm_u8:wav pcm_s24le:wav pcm_s32le:wav pcm_f32le:wav pcm_s16be:aiff flac:flac alac:m4a aac:m4a libmp3lame:mp3 libvorbis:ogg; do
        folder=decode
        [ "${kind#*:}" = wav ] && folder=wav
        ffmpeg -v error -y -f lavfi -i 'sine=duration=0.03:sample_rate=22050' -c:a "${kind%:*}" -f "$(
            [ "${kind#*:}" = m4a ] && echo ipod || echo "${kind#*:}"
        )" "$folder/${kind%:*}" || rm -f "$folder/${kind%:*}"
    done
fi
# Each with its declared type, as of `answer` in src/targets.rs.
for sound in wav/* decode/*; do
    { printf 'a'; cat "$sound"; } > "answer/$(basename "$sound")"
done
printf '\003abcd' > answer/samples
