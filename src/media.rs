//! Media types: what servers call a file, what its name ends with, and what it holds. The names are IANA's, but for those
//! that podcast apps use instead.

use std::path::Path;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Text, with markup or without.
    Text,
    /// A picture made of pixels, of a kind that every browser shows.
    Picture,
    /// Another picture: one that not every browser shows, or one that may hold scripts.
    OtherPicture,
    /// A recording.
    Sound,
    /// A film.
    Film,
    /// Letters.
    Font,
    /// An archive, data, or what is not known.
    Other,
}

impl Kind {
    /// The kind of a media type without parameters, in lower case: as the table has it, or else by its top-level type.
    pub(crate) fn of(name: &str) -> Kind {
        if let Some(known) = TYPES.iter().find(|known| known.name == name) {
            return known.kind;
        }
        match name.split('/').next().unwrap_or_default() {
            "text" => Kind::Text,
            "image" => Kind::OtherPicture,
            "audio" => Kind::Sound,
            "video" => Kind::Film,
            "font" => Kind::Font,
            _ => Kind::Other,
        }
    }

    /// Whether it is a picture of any kind.
    pub(crate) fn is_picture(self) -> bool {
        matches!(self, Kind::Picture | Kind::OtherPicture)
    }
}

/// A media type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Type {
    /// Its name, without parameters.
    pub(crate) name: &'static str,
    /// What names of such files end with, in lower case; the first is ours.
    pub(crate) endings: &'static [&'static str],
    /// What such a file holds.
    pub(crate) kind: Kind,
}

pub(crate) const PLAIN: &str = "text/plain";
pub(crate) const MARKDOWN: &str = "text/markdown";
pub(crate) const HTML: &str = "text/html";
pub(crate) const XHTML: &str = "application/xhtml+xml";
pub(crate) const EPUB: &str = "application/epub+zip";
pub(crate) const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
pub(crate) const PDF: &str = "application/pdf";
pub(crate) const JSON: &str = "application/json";
pub(crate) const RSS: &str = "application/rss+xml";
pub(crate) const WEBVTT: &str = "text/vtt";
pub(crate) const SUBRIP: &str = "application/x-subrip";
/// Chapters of a podcast's episode (Podcasting 2.0, “JSON Chapters”).
pub(crate) const CHAPTERS: &str = "application/json+chapters";
/// Bytes of which nothing is known.
pub(crate) const BYTES: &str = "application/octet-stream";
pub(crate) const JPEG: &str = "image/jpeg";
pub(crate) const PNG: &str = "image/png";
pub(crate) const AVIF: &str = "image/avif";
pub(crate) const SVG: &str = "image/svg+xml";
pub(crate) const MP3: &str = "audio/mpeg";
/// AAC in MP4, as Apple and after it all podcast apps call it.
pub(crate) const M4A: &str = "audio/x-m4a";
/// AAC in MP4, as everybody else calls it (RFC 4337).
pub(crate) const MP4_SOUND: &str = "audio/mp4";
pub(crate) const OGG: &str = "audio/ogg";
/// Opus in Ogg, for players that ask whether they can play it (RFC 7845, section 9).
pub(crate) const OPUS: &str = "audio/ogg; codecs=opus";
pub(crate) const FLAC: &str = "audio/flac";
pub(crate) const WAV: &str = "audio/wav";

/// All that we read, write or know by its name.
const TYPES: [Type; 26] = [
    of(PLAIN, &["txt", "text"], Kind::Text),
    of(MARKDOWN, &["md", "markdown", "mdown", "mkd", "mdx"], Kind::Text),
    of(HTML, &["html", "htm"], Kind::Text),
    of(XHTML, &["xhtml"], Kind::Text),
    of(EPUB, &["epub"], Kind::Other),
    of(DOCX, &["docx", "docm", "dotx"], Kind::Other),
    of(PDF, &["pdf"], Kind::Other),
    of(JSON, &["json"], Kind::Other),
    of(RSS, &["xml"], Kind::Other),
    of(WEBVTT, &["vtt"], Kind::Text),
    of(SUBRIP, &["srt"], Kind::Other),
    of(JPEG, &["jpg", "jpeg"], Kind::Picture),
    of(PNG, &["png"], Kind::Picture),
    of("image/gif", &["gif"], Kind::Picture),
    of("image/webp", &["webp"], Kind::Picture),
    of(AVIF, &["avif"], Kind::Picture),
    of(SVG, &["svg"], Kind::OtherPicture),
    of("image/bmp", &["bmp"], Kind::OtherPicture),
    of("image/tiff", &["tif", "tiff"], Kind::OtherPicture),
    of("image/heic", &["heic"], Kind::OtherPicture),
    of(MP3, &["mp3"], Kind::Sound),
    of(M4A, &["m4b", "m4a"], Kind::Sound),
    of(OGG, &["opus", "ogg"], Kind::Sound),
    of(FLAC, &["flac"], Kind::Sound),
    of(WAV, &["wav"], Kind::Sound),
    of("video/mp4", &["mp4"], Kind::Film),
];

const fn of(name: &'static str, endings: &'static [&'static str], kind: Kind) -> Type {
    Type { name, endings, kind }
}

/// The type of a name, without parameters.
pub(crate) fn named(name: &str) -> Option<&'static Type> {
    TYPES.iter().find(|known| known.name == name)
}

/// The type of files whose names end so, in any case, without the dot.
pub(crate) fn of_ending(ending: &str) -> Option<&'static Type> {
    let is_it = |known: &&Type| known.endings.iter().any(|known| known.eq_ignore_ascii_case(ending));
    TYPES.iter().find(is_it)
}

/// The type of the file at a path, by its name.
pub(crate) fn of_path(path: &str) -> Option<&'static Type> {
    of_ending(Path::new(path).extension()?.to_str()?)
}

/// What editors and programs put where a description should stand: what it is, and not what it shows.
const PLACEHOLDERS: [&str; 164] = [
    "cover",
    "coverimage",
    "bookcover",
    "image",
    "images",
    "img",
    "photo",
    "photograph",
    "photos",
    "picture",
    "pic",
    "graphic",
    "figure",
    "illustration",
    "icon",
    "logo",
    "thumbnail",
    "untitled",
    "placeholder",
    "alt",
    "alttext",
    "alternativetext",
    "description",
    "imagedescription",
    "noalttext",
    "noalt",
    "noalternativetext",
    "noalternativetextavailable",
    "nodescription",
    "alternativetextnotavailable",
    "alttextnotavailable",
    "noalttextavailable",
    "noimagedescription",
    "nodescriptionavailable",
    "noalttextprovided",
    "nodescriptionprovided",
    "descriptionnotavailable",
    "imagenotavailable",
    "imagenotfound",
    "imagemayhavedescription",
    "null",
    "undefined",
    "none",
    "na",
    "todo",
    "tbd",
    "equation",
    "formula",
    "math",
    "mathml",
    "mathematicalexpression",
    "mathematicalequation",
    "mathematicalformula",
    "screenshot",
    "featuredimage",
    "heroimage",
    "headerimage",
    "postimage",
    "articleimage",
    "blogimage",
    "bild",
    "foto",
    "abbildung",
    "imagen",
    "immagine",
    "imagem",
    "изображение",
    "фото",
    "textealternatifnondisponible",
    "aucuntextealternatif",
    "aucunedescription",
    "textealternatif",
    "photographie",
    "keinalternativtext",
    "keinalternativtextverfügbar",
    "alternativtextnichtverfügbar",
    "alternativtext",
    "keinebeschreibung",
    "keinebildbeschreibung",
    "symbolbild",
    "platzhalter",
    "fotografie",
    "textoalternativo",
    "textoalternativonodisponible",
    "sintextoalternativo",
    "sindescripción",
    "testoalternativo",
    "testoalternativonondisponibile",
    "nessunadescrizione",
    "fotografia",
    "fotografía",
    "textoalternativonãodisponível",
    "semdescrição",
    "afbeelding",
    "geenbeschrijving",
    "geenalternatievetekst",
    "obraz",
    "zdjęcie",
    "grafika",
    "brakopisu",
    "braktekstualternatywnego",
    "ingenbeskrivning",
    "alternativtextsaknas",
    "billede",
    "ingenbeskrivelse",
    "bilde",
    "kuva",
    "valokuva",
    "eikuvausta",
    "obrázek",
    "bezpopisu",
    "obrázok",
    "fotka",
    "kép",
    "fénykép",
    "nincsleírás",
    "resim",
    "görsel",
    "fotoğraf",
    "açıklamayok",
    "imagine",
    "poză",
    "fărădescriere",
    "imatge",
    "slika",
    "fotografija",
    "nuotrauka",
    "attēls",
    "fotoattēls",
    "pilt",
    "εικόνα",
    "φωτογραφία",
    "картинка",
    "рисунок",
    "иллюстрация",
    "фотография",
    "нетописания",
    "зображення",
    "світлина",
    "немаєопису",
    "снимка",
    "изображениенедоступно",
    "صورة",
    "תמונה",
    "तसवीर",
    "चितर",
    "gambar",
    "图片",
    "照片",
    "图像",
    "圖片",
    "画像",
    "写真",
    "代替テキスト",
    "이미지",
    "사진",
    "spacer",
    "ornament",
    "divider",
    "separator",
    "decoration",
    "decorative",
    "decorativeimage",
    "blank",
];

/// Whether a text that stands for a picture or a formula describes nothing: a word for it, the name of a file, an address.
pub(crate) fn describes_nothing(text: &str) -> bool {
    let text = text.trim();
    let is_address = text.contains("://") && !text.contains(char::is_whitespace) || text.starts_with("data:");
    let letters: String = text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    let is_placeholder = !text.contains('\\')
        && (PLACEHOLDERS.contains(&letters.as_str())
            || REFUSALS
                .iter()
                .any(|refusal| letters.contains(refusal) && letters.len() < 2 * refusal.len() + 20));
    is_picture_name(text) || is_address || is_named_by_device(text) || is_placeholder
}

/// Within what editors set where nobody described a picture: "No alternative text description for this image".
const REFUSALS: [&str; 7] = [
    "noalternativetext",
    "noalttext",
    "nodescription",
    "notdescribed",
    "nodescriptionavailable",
    "keinealternativbeschreibung",
    "aucunedescription",
];

/// Whether a camera, a phone or an editor named a picture: `IMG_0042`, `Screenshot 2023-05-04 at 10.11.12`, `Pasted image 17`.
fn is_named_by_device(text: &str) -> bool {
    const NAMES: [&str; 15] = [
        "img",
        "dsc",
        "dscn",
        "dscf",
        "pxl",
        "mvi",
        "wa",
        "screenshot",
        "screen shot",
        "pasted image",
        "whatsapp image",
        "bildschirmfoto",
        "capture d écran",
        "captura de pantalla",
        "unnamed",
    ];
    const FILLERS: [&str; 12] =
        ["am", "pm", "at", "um", "à", "from", "de", "png", "jpg", "jpeg", "webp", "wa"];
    let is_word = |word: &&str| !word.is_empty() && !word.chars().all(|c| c.is_ascii_digit());
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(is_word).collect();
    let name = words.join(" ");
    let core = words.iter().copied().filter(|word| !FILLERS.contains(word)).collect::<Vec<_>>().join(" ");
    let bare = |name: &str| name.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    text.contains(|c: char| c.is_ascii_digit())
        && [name.as_str(), &core].iter().any(|name| NAMES.contains(&bare(name).as_str()))
}

/// Whether a text is only the name of a picture's file, as some editors leave it where a description should stand.
pub(crate) fn is_picture_name(text: &str) -> bool {
    let ending = text.rsplit_once('.').filter(|_| !text.contains(char::is_whitespace));
    ending.and_then(|(_, ending)| of_ending(ending)).is_some_and(|known| known.kind.is_picture())
}

impl Type {
    /// As a server says it: text for people names its charset, which is UTF-8 in all that we write.
    pub(crate) fn served(&self) -> &'static str {
        match self.name {
            PLAIN => "text/plain; charset=utf-8",
            MARKDOWN => "text/markdown; charset=utf-8",
            HTML => "text/html; charset=utf-8",
            WEBVTT => "text/vtt; charset=utf-8",
            RSS => "application/rss+xml; charset=utf-8",
            name => name,
        }
    }
}

#[test]
fn no_ending_and_no_name_stands_for_two_types() {
    let endings: Vec<&str> = TYPES.iter().flat_map(|known| known.endings).copied().collect();
    for known in &TYPES {
        for ending in known.endings {
            assert_eq!(endings.iter().filter(|other| *other == ending).count(), 1, "{ending}");
            assert_eq!(of_path(&format!("a/b.{}", ending.to_uppercase())), Some(known));
        }
        assert_eq!(named(known.name), Some(known));
    }
}

#[test]
fn kinds_are_told_of_any_type() {
    assert_eq!(Kind::of(SVG), Kind::OtherPicture);
    assert_eq!(Kind::of("image/x-icon"), Kind::OtherPicture);
    assert_eq!((Kind::of("video/webm"), Kind::of("application/zip")), (Kind::Film, Kind::Other));
    assert!(is_picture_name("IMG_0042.JPG") && is_picture_name("a.tiff"));
    assert!(!is_picture_name("A wren.jpg") && !is_picture_name("example.com") && !is_picture_name("png"));
    for text in [
        "image",
        "Photo 3",
        "Untitled",
        "https://example.org/a",
        "Alternative text not available",
        "DSC00017",
        "IMG_20230504_101112",
        "Screenshot 2023-05-04 at 10.11.12",
        "Pasted image 20230504101112.png",
        "No alternative text description for this image",
        "math image not described",
        "spacer",
    ] {
        assert!(describes_nothing(text), "{text}");
    }
    assert!(
        !describes_nothing("A photo of a wren")
            && !describes_nothing("Equation of state")
            && !describes_nothing("x")
    );
}
