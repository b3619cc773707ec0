#!/bin/sh
# Fills corpus/ with the articles of the tests, small files of each kind that is parsed, and with sounds if ffmpeg is there to make them.
set -eu
cd "$(dirname "$0")"
articles=../tests/articles

for target in fuzz_targets/*.rs; do
    target=$(basename "$target" .rs)
    mkdir -p "corpus/$target"
done

for article in "$articles"/*/; do
    name=$(basename "$article")
    cp "$article/article.md" "corpus/markdown/$name"
    for source in "$article"source.*; do
        format=${source##*.}
        case $format in
            txt) cp "$source" "corpus/text/$name" ;;
            md) cp "$source" "corpus/markdown/$name-source" ;;
            html) cp "$source" "corpus/html/$name" ;;
            # An archive is seeded as its parts; see `archive` in src/lib.rs.
            epub | docx)
                (cd "$source" && find . -type f ! -name '*.png') | sort | while read -r part; do
                    printf '=== %s\n' "${part#./}"
                    cat "$source/$part"
                    echo
                done > "corpus/$format/$name"
                ;;
        esac
    done
done

rss='<rss version="2.0"><channel><title>Tides</title><item><title>One</title><link>https://example.com/one</link><guid>two</guid></item></channel></rss>'
printf '%s' "$rss" > corpus/links/rss
printf '%s' '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link rel="alternate" href="/one"/></entry></feed>' > corpus/links/atom
printf '%s' '<opml version="2.0"><body><outline text="A"><outline xmlUrl="https://example.com/rss"/></outline></body></opml>' > corpus/links/opml
printf '%s' '{"version":"https://jsonfeed.org/version/1.1","items":[{"url":"/one"},{"external_url":"https://example.com/two"}]}' > corpus/links/json
printf '# To read\nhttps://example.com/one\ntwo.md\n' > corpus/links/plain

# What people write, and what a podcast's folder remembers.
cp ../voices/default.toml ../voices/duo.toml ../voices/solo.toml corpus/cast/
printf 'languages.de = "b"\nlexicon = "words.toml"\n[voices]\na = ["x:y", { voice = "best", rate = 1.2, gain = -1.5 }]\nnarrator = { voice = "tone", pitch = -2, price = 3 }\n[roles]\naside = "a"\n[pauses]\nparagraph = 900\nheading_before = [1, 2, 3, 4, 5, 6]\n[style]\ntables = "summary"\n' > corpus/cast/all
printf 'Kyiv = "KEE-iv"\nlead = [{ say = "led", role = "note" }, "leed"]\nSQL = { as = "letters", case = "exact" }\nmoi = { language = "fr", ipa = "/mwa/" }\n' > corpus/lexicon/toml
printf '%s' '<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="en"><lexeme><grapheme>Kyiv</grapheme><phoneme>kiv</phoneme><alias>keeve</alias></lexeme></lexicon>' > corpus/lexicon/pls
printf '%s' '{"title":"A","language":"en","sample_rate":44100,"samples":10,"id":"x","made_from":"y","files":[{"name":"a.mp3","format":"mp3","start":0,"samples":10,"bytes":4,"division":"whole","bitrate":96,"digest":"z"}],"chapters":[{"title":"A","anchor":"a","file":"a.mp3","start":0,"samples":10}],"cues":[{"start":1,"samples":8,"role":"narrator","block":1,"text":"A word","timing":"engine","words":[[0,1,1,4],[2,6,5,9]]}],"pictures":[{"block":1,"medium":"picture","address":"figures/01.png","alt":"A"}],"links":[{"text":"A","address":"https://example.org/"}]}' > corpus/manifest/one
printf '0%s' '{"episodes":{"a":{"guid":"x","date":"2026-01-01T00:00:00Z","season":1,"episode":2,"made_from":"y","sound":{"a.mp3":{"first":"00","digest":"01","bytes":3,"modified":"2026-01-01T00:00:00Z"}}}},"feeds":{"feed.xml":"2026-01-01T00:00:00Z"}}' > corpus/memory/registry
printf '1%s' '{}' > corpus/memory/followed
printf '2%s  a.mp3\n' e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 > corpus/memory/sums
printf 'title = "A"\nurl = "https://example.org/a"\nmedia = "https://example.org/m"\nfeed = "news.xml"\ncover = "a.png"\ncaption_width = 32\npage = 100\nepisodes = ["news-*"]\norder = "serial"\n[[funding]]\nurl = "https://example.org/give"\ntext = "Give"\n' > corpus/show/all
printf '[[set]]\nengine = "piper"\nvoices = { x = "en" }\nbase = "https://example.org/"\nlicence = { name = "CC0-1.0", link = "https://example.org/l", commercial = "allowed" }\nfiles = [{ path = "a/x.onnx", bytes = 3, sha256 = "%s" }]\n' e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 > corpus/catalogue/one
printf '705-bits=16\n705-num_channels=1\n705-sample_rate=16000\n705-num_samples=1\n705-big_endian=0\n705-AUDIO\0ab\n705 AUDIO\n702 END\n' > corpus/speechd/block

# Three samples: one channel of 16 bits at 22 050 hertz.
printf 'RIFF\052\0\0\0WAVEfmt \020\0\0\0\001\0\001\0\042\126\0\0\104\254\0\0\002\0\020\0data\006\0\0\0\001\0\002\0\003\0' > corpus/wav/plain
cp corpus/wav/plain corpus/decode/wav
{ printf 'a'; cat corpus/wav/plain; } > corpus/answer/wav
if command -v ffmpeg > /dev/null; then
    for kind in pcm_u8:wav pcm_s24le:wav pcm_s32le:wav pcm_f32le:wav pcm_s16be:aiff flac:flac alac:m4a aac:m4a libmp3lame:mp3 libvorbis:ogg; do
        folder=decode
        [ "${kind#*:}" = wav ] && folder=wav
        ffmpeg -v error -y -f lavfi -i 'sine=duration=0.03:sample_rate=22050' -c:a "${kind%:*}" -f "$(
            [ "${kind#*:}" = m4a ] && echo ipod || echo "${kind#*:}"
        )" "corpus/$folder/${kind%:*}" || rm -f "corpus/$folder/${kind%:*}"
    done
fi
