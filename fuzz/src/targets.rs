//! What must hold for each reader of untrusted input, whatever its bytes: one function for each target. The tests of the
//! project call them with the seeds, and libFuzzer with what it makes of those.

use std::fs::File;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use articast::article::{self, Article, Format, Source, key, markdown, text_of};
use articast::audio::{decode, wav};
use articast::cast::{self, Choice};
use articast::files::Places;
use articast::follow::Followed;
use articast::models::Catalogue;
use articast::publish::episode_folder::manifest::Manifest;
use articast::publish::episode_folder::{chapters, names, sums::Sums, transcript};
use articast::publish::page;
use articast::publish::podcast::proof::Proof;
use articast::publish::podcast::registry::{self, GuidRegistry};
use articast::publish::podcast::show::Show;
use articast::publish::podcast::status::Status;
use articast::script::reading_style::Pauses;
use articast::speech::Lexicon;
use articast::speech::lexicon::How;
use articast::voice::Tuning;
use dom_query::{Document, NodeRef};
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

/// Checks what comes of some bytes; panics where something does not hold. Puts files into a folder of its own.
pub(crate) type Target = fn(&[u8], &Path);

/// All targets, by their names.
pub(crate) const TARGETS: &[(&str, Target)] = &[
    ("text", text),
    ("markdown", |bytes, _| drop(read(bytes, Format::Markdown))),
    ("html", html),
    ("epub", |bytes, _| drop(read(&archive(bytes), Format::Epub))),
    ("docx", |bytes, _| drop(read(&archive(bytes), Format::Docx))),
    #[cfg(feature = "fetch")]
    ("links", links),
    ("wav", wav),
    ("decode", decode),
    ("cast", cast),
    ("lexicon", lexicon),
    ("manifest", manifest),
    ("memory", memory),
    ("show", show),
    ("catalogue", catalogue),
    ("speechd", |bytes, _| articast::engine::platform::speechd::fuzzed(bytes)),
    #[cfg(feature = "http")]
    ("answer", answer),
    #[cfg(feature = "pico")]
    ("pico", pico),
];

/// Plain text: no word is lost.
fn text(bytes: &[u8], _: &Path) {
    let Some(article) = read(bytes, Format::Text) else { return };
    // Other charsets, and what steers a terminal, are no words as they stand.
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.contains(|c: char| c.is_control() && c != '\n' && c != '\t')
    {
        assert_told(&article, [text]);
    }
}

/// Web pages: no word of a text on them is lost, and what hides their articles is told.
fn html(bytes: &[u8], _: &Path) {
    let Some(article) = read(bytes, Format::Html) else { return };
    let Ok(html) = std::str::from_utf8(bytes) else { return };
    if html.contains(|c: char| c.is_control() && c != '\n' && c != '\t') {
        return;
    }
    let document = Document::from(html);
    let Some(body) = document.body() else { return };
    let texts: Vec<String> =
        body.descendants_it().filter(is_shown).map(|node| node.text().to_string()).collect();
    assert_told(&article, texts.iter().map(String::as_str));
}

/// Whether a node is a text that is not the inside of a program or a style, nor a name of the page, which no browser
/// shows wherever it stands (HTML Standard, section 15.3.1).
fn is_shown(node: &NodeRef<'_>) -> bool {
    let programs = ["script", "style", "template", "title", "noscript", "noembed", "noframes", "iframe"];
    let is_program = |node: NodeRef<'_>| node.node_name().is_some_and(|name| programs.contains(&&*name));
    node.is_text() && !node.ancestors_it(None).any(is_program)
}

/// Feeds and lists: from the web they lead to nothing but the web.
#[cfg(feature = "fetch")]
fn links(bytes: &[u8], _: &Path) {
    use articast::links::{self, Item, Link};
    let mut source = Source { name: "lists/fuzz".into(), bytes: bytes.into(), ..Source::default() };
    let _ = links::read(&source);
    source.address = Some("https://example.com/lists/fuzz".into());
    let Ok(Some(list)) = links::read(&source) else { return };
    for Link::Article(Item { address, .. }) | Link::List(address) in list.links {
        assert!(address.starts_with("https://") || address.starts_with("http://"), "{address}");
    }
}

/// WAV files, as engines send them.
fn wav(bytes: &[u8], _: &Path) {
    let Ok(clip) = wav::read(bytes) else { return };
    assert!(clip.samples.len() <= bytes.len(), "there are more samples than bytes");
    assert!(clip.samples.iter().all(|sample| sample.is_finite()));
}

/// Sound files that a user brings, by all decoders.
fn decode(bytes: &[u8], folder: &Path) {
    if let Ok(clip) = decode::all(&stored(folder, "sound", bytes), Duration::from_mins(1)) {
        assert!(clip.samples.iter().all(|sample| sample.is_finite()));
    }
}

/// Casts: what is read keeps to its ranges, and an error is one of few words.
fn cast(bytes: &[u8], folder: &Path) {
    let path = stored(folder, "their.toml", bytes);
    let cast = match cast::find(&path.display().to_string(), &[]) {
        Ok(cast) => cast,
        Err(error) => {
            assert!(error.with_causes().len() < 100_000);
            return;
        }
    };
    assert!(cast.reading.pauses.check().is_ok() && Pauses::LENGTHS.least == 0);
    for choice in cast.voices.values().flatten() {
        assert!(Tuning::RATES.holds(choice.tuning.rate) && Tuning::PITCHES.holds(choice.tuning.pitch));
        assert!(Choice::GAINS.holds(choice.gain));
        assert!(choice.price.is_none_or(|price| Choice::PRICES.holds(price)));
    }
}

/// Lexicons in TOML and in PLS, by the first byte: every entry has a word and a way to say it.
fn lexicon(bytes: &[u8], folder: &Path) {
    let name = if bytes.first() == Some(&b'<') { "words.pls" } else { "words.toml" };
    let Ok(entries) = articast::lexicon::read(&stored(folder, name, bytes)) else { return };
    assert!(entries.iter().all(|entry| !entry.word.trim().is_empty() && entry.how != How::default()));
    let _ = Lexicon::new(entries);
}

/// Manifests: whatever one says, nothing outside of its folder is named, and all that is made from it can be.
fn manifest(bytes: &[u8], folder: &Path) {
    stored(folder, names::MANIFEST, bytes);
    let now = jiff::Timestamp::from_second(2_000_000_000).expect("it is a moment");
    let _ = Proof::of(folder, now, &|_| Ok(())).expect("the folder can be read");
    let status = Status::of(folder).expect("the folder can be read");
    let Ok(manifest) = Manifest::read(folder) else { return };
    assert_eq!(status.episodes.len(), 1);
    for name in manifest.file_names() {
        assert!(names::is_plain(&name) || names::is_figure(&name), "{name}");
    }
    let again: Manifest = serde_json::from_str(&manifest.json()).expect("what is written can be read");
    assert_eq!(again.json(), manifest.json());
    let _ = manifest.encode_options();
    let _ = page::episode(&manifest, &[]);
    let _ = transcript::captions(&manifest, transcript::WIDTH);
    let _ = chapters::write(&manifest, folder, &str::to_owned);
}

/// What a podcast's folder remembers, by the first byte: its registry, what was followed, its checksums.
fn memory(bytes: &[u8], folder: &Path) {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    match kind % 3 {
        0 => {
            stored(folder, registry::NAME, bytes);
            let Ok(read) = GuidRegistry::read(folder) else { return };
            let again: GuidRegistry =
                serde_json::from_str(&read.json()).expect("what is written can be read");
            assert_eq!(again, read);
        }
        1 => {
            stored(folder, "followed.json", bytes);
            let Ok(followed) = Followed::read(folder) else { return };
            followed.write(folder).expect("the folder takes files");
            assert!(Followed::read(folder).is_ok_and(|again| again == followed));
        }
        _ => {
            stored(folder, names::SUMS, bytes);
            let Ok(Some(sums)) = Sums::read(folder) else { return };
            assert_eq!(sums.text().as_bytes(), bytes);
            assert!(sums.iter().all(|(name, _)| names::is_plain(name) || names::is_figure(name)));
            let _ = sums.encode_options();
        }
    }
}

/// Shows: a feed's name is that of an XML file in the folder, and every address is of the web.
fn show(bytes: &[u8], folder: &Path) {
    let Ok(show) = Show::read(&stored(folder, "show.toml", bytes)) else { return };
    assert!(show.caption_width.is_none_or(|width| transcript::WIDTHS.holds(width)));
    for name in show.feed.iter().chain(&show.cover) {
        assert!(names::is_plain(name), "{name}");
    }
    let is_xml = |name: &String| Path::new(name).extension().is_some_and(|extension| extension == "xml");
    assert!(show.feed.is_none_or(|name| is_xml(&name) && !name.starts_with('.')));
    for address in [&show.url].into_iter().filter(|url| !url.is_empty()).chain(&show.media).chain(&show.site)
    {
        assert!(address.to_lowercase().trim().starts_with("http"), "{address}");
    }
}

/// The user's own catalogue of voices: no file of a voice leads out of its folder.
fn catalogue(bytes: &[u8], folder: &Path) {
    stored(folder, "catalogue.toml", bytes);
    let places = Places { config: folder.to_owned(), ..Places::default() };
    let Ok(catalogue) = Catalogue::load(&places) else { return };
    for part in catalogue.models.iter().flat_map(|model| &model.files) {
        let is_out = part.path.split('/').any(|name| name == "..") || part.path.starts_with('/');
        assert!(!is_out, "{}", part.path);
        assert!(part.sha256.len() == 64 && 0 < part.bytes);
    }
}

/// What speech servers answer: WAV, FLAC, Ogg, MP3 and bare samples. The first byte tells the declared type, and whether
/// the end is known.
#[cfg(feature = "http")]
fn answer(bytes: &[u8], _: &Path) {
    let Some((head, body)) = bytes.split_first() else { return };
    let kinds = ["audio/wav", "audio/l16;rate=24000", "audio/pcm;rate=8000", "application/json", ""];
    let kind = kinds[usize::from(head >> 1) % kinds.len()];
    if let Ok(clip) = articast::engine::http::fuzzed(kind, head & 1 == 1, body) {
        assert!(clip.samples.iter().all(|sample| sample.is_finite()));
    }
}

/// Both directions of the pipe to `articast pico`. Texts, whole and in halves: no word of one is markup, and the other
/// side takes each unchanged. Sound: it arrives to the sample, or not at all. The first two bytes tell the voice and the
/// tuning; in the text behind them, `{word|ipa}` is a word with its sounds.
#[cfg(feature = "pico")]
fn pico(bytes: &[u8], _: &Path) {
    use articast::engine::pico::{VOICES, fuzzed};
    let Some((&[voice, tuning], text)) = bytes.split_first_chunk::<2>() else { return };
    let tuning = Tuning { rate: f32::from(tuning >> 4) / 4.0, pitch: f32::from(tuning & 15) - 8.0 };
    let say = utterance(&String::from_utf8_lossy(text));
    for written in fuzzed::texts(&say, &VOICES[usize::from(voice) % VOICES.len()], tuning) {
        assert_is_text(&written, say.sounds.len());
        let taken = fuzzed::taken(written.as_bytes());
        assert_eq!(taken.strip_suffix(b"\0"), Some(written.as_bytes()));
    }
    let taken = fuzzed::taken(text);
    assert_eq!(taken.iter().position(|byte| *byte == 0), Some(taken.len() - 1), "a text ends once");
    let samples: Vec<i16> = text.as_chunks::<2>().0.iter().copied().map(i16::from_le_bytes).collect();
    let printed = fuzzed::printed(&samples);
    let clip = wav::read(&printed).expect("what is printed is sound");
    let heard: Vec<i16> = clip.samples.iter().copied().map(wav::quantise).collect();
    assert_eq!((clip.rate.hertz(), heard), (16_000, samples));
    let cut = usize::from(u16::from_le_bytes([voice, bytes[1]])) % printed.len();
    assert!(wav::read(&printed[..cut]).is_err(), "a process that dies has said nothing");
}

/// An utterance from a text in which `{word|ipa}` is a word with its sounds.
#[cfg(feature = "pico")]
fn utterance(marked: &str) -> articast::speech::Utterance {
    use articast::speech::{Sound, Utterance};
    let mut pieces = marked.split('{');
    let mut say = Utterance { text: pieces.next().unwrap_or_default().into(), ..Utterance::default() };
    for piece in pieces {
        let (word, rest) = piece.split_once('|').unwrap_or((piece, ""));
        let (ipa, rest) = rest.split_once('}').unwrap_or((rest, ""));
        let start = say.text.len();
        say.text.push_str(word);
        if !word.is_empty() {
            say.sounds.push(Sound { said: start..say.text.len(), ipa: ipa.into(), ..Sound::default() });
        }
        say.text.push_str(rest);
    }
    say
}

/// A text for Pico holds its speed, its pitch, at most so many sounds, and no other markup.
#[cfg(feature = "pico")]
fn assert_is_text(written: &str, sounds: usize) {
    assert!(!written.contains(char::is_control), "{written:?}");
    let mut parts = written.split('<');
    assert_eq!(parts.next(), Some(""), "{written:?}");
    let mut starts = Vec::new();
    for part in parts {
        let (start, _) = part.split_once('"').expect("markup has attributes");
        if let Some(sound) = part.strip_prefix("phoneme alphabet=\"xsampa\" ph='") {
            let (sound, rest) = sound.split_once("'/>").expect("a sound ends");
            assert!(
                !sound.contains(['\'', '>']) && !sound.ends_with('\\') && !rest.contains('>'),
                "{part:?}"
            );
        } else {
            assert_eq!(part.matches('>').count(), 1, "{part:?}");
        }
        starts.push(start);
    }
    let mut wanted = vec!["speed level=", "pitch level="];
    wanted.resize(starts.len().max(2), "phoneme alphabet=");
    assert!(starts == wanted && starts.len() <= 2 + sounds, "{written:?}");
}

/// Puts bytes into a file of a folder.
fn stored(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    File::create(&path).and_then(|mut file| file.write_all(bytes)).expect("the folder takes files");
    path
}

/// Reads bytes as a format, with all that is promised of it. What a reader refuses is no article.
fn read(bytes: &[u8], format: Format) -> Option<Article> {
    let source =
        Source { name: "fuzz".into(), bytes: bytes.into(), format: Some(format), ..Source::default() };
    let opened = article::open(&source).ok()?;
    let article = opened.article().ok()?;
    let _ = opened.wall(&article);
    check(&article);
    Some(article)
}

/// An article is in normal form, and the same after it was written and read.
fn check(article: &Article) {
    assert_eq!(article.clone().normal(), *article, "it is not in normal form");
    let article = article.clone().without_origins();
    let text = markdown::write(article.clone());
    assert_eq!(markdown::read(&text).without_origins(), article, "it does not survive as\n{text}");
}

/// Every word of a text stands in the article, or beside it with a reason. Numbers and single letters may number a list.
fn assert_told<'a>(article: &Article, texts: impl IntoIterator<Item = &'a str>) {
    let beside: Vec<&str> = article.skipped.iter().map(|skipped| skipped.text.as_str()).collect();
    let told = key(&format!("{}\n{}", text_of(&article.blocks), beside.join("\n")));
    let facts = key(&article.json().to_string());
    for text in texts {
        for word in text.split(|c: char| !c.is_alphanumeric()) {
            let letters = key(word);
            let is_number = letters.chars().count() < 3 || letters.chars().all(char::is_numeric);
            assert!(
                is_number || told.contains(&letters) || facts.contains(&letters),
                "`{word}` is lost: {article:#?}"
            );
        }
    }
}

/// An archive: the bytes as they are if they begin like one, or else packed from lines of text, where a line
/// `=== PATH` begins a part. So a change of a byte is a change of a part and not of a checksum.
fn archive(bytes: &[u8]) -> Vec<u8> {
    if bytes.starts_with(b"PK") {
        return bytes.into();
    }
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut is_open = false;
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        if let Some(path) = line.strip_prefix(b"=== ") {
            is_open = zip.start_file(String::from_utf8_lossy(path).trim_end(), options).is_ok();
        } else if is_open {
            zip.write_all(line).expect("memory takes all that is written");
        }
    }
    zip.finish().expect("memory takes all that is written").into_inner()
}
