#!/bin/sh
# Fills corpus/ with the articles of the tests, and with sounds if ffmpeg is there to make them.
set -eu
cd "$(dirname "$0")"
articles=../tests/articles

for target in text markdown html epub docx links wav decode; do
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

# Three samples: one channel of 16 bits at 22 050 hertz.
printf 'RIFF\052\0\0\0WAVEfmt \020\0\0\0\001\0\001\0\042\126\0\0\104\254\0\0\002\0\020\0data\006\0\0\0\001\0\002\0\003\0' > corpus/wav/plain
cp corpus/wav/plain corpus/decode/wav
if command -v ffmpeg > /dev/null; then
    for kind in pcm_u8:wav pcm_s24le:wav pcm_s32le:wav pcm_f32le:wav pcm_s16be:aiff flac:flac alac:m4a aac:m4a libmp3lame:mp3 libvorbis:ogg; do
        folder=decode
        [ "${kind#*:}" = wav ] && folder=wav
        ffmpeg -v error -y -f lavfi -i 'sine=duration=0.03:sample_rate=22050' -c:a "${kind%:*}" -f "$(
            [ "${kind#*:}" = m4a ] && echo ipod || echo "${kind#*:}"
        )" "corpus/$folder/${kind%:*}" || rm -f "corpus/$folder/${kind%:*}"
    done
fi
