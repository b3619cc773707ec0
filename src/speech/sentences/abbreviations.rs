//! Words that are written with a stop, by language, and words that open sentences.

/// What a stop behind a word says about the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An ordinary word.
    Word,
    /// A title or the like: something follows always.
    Never,
    /// A number follows if it is an abbreviation: "No. 5", "Fig. 2".
    Numbered,
    /// Can stand at the end of a sentence and within it: "Inc.", "Jan.", "etc.".
    Sometimes,
    /// "a.m.", "etc.": mostly last, unless the sentence has hardly begun.
    Last,
    /// A number that the stop makes an ordinal.
    Ordinal,
}

/// What a language knows about stops. Lists are in lower case, without the last stop, and sorted.
#[derive(Debug)]
pub(super) struct Rules {
    never: &'static [&'static str],
    numbered: &'static [&'static str],
    sometimes: &'static [&'static str],
    last: &'static [&'static str],
    starters: &'static [&'static str],
    /// Months, where a number and a stop before them are a date.
    months: &'static [&'static str],
}

impl Rules {
    /// What a stop behind this word means.
    pub(super) fn kind(&self, word: &str) -> Kind {
        if 12 < word.len() {
            return Kind::Word;
        }
        if !self.months.is_empty()
            && word.len() <= 2
            && word.bytes().all(|b| b.is_ascii_digit())
            && !word.is_empty()
        {
            return Kind::Ordinal;
        }
        let lists = [
            (self.never, Kind::Never),
            (self.numbered, Kind::Numbered),
            (self.sometimes, Kind::Sometimes),
            (self.last, Kind::Last),
        ];
        lists.into_iter().find(|(list, _)| holds(list, word)).map_or(Kind::Word, |(_, kind)| kind)
    }

    /// Whether a word with a capital opens sentences more often than it is a name.
    pub(super) fn starts(&self, word: &str) -> bool {
        word.starts_with(char::is_uppercase) && holds(self.starters, word)
    }

    /// Whether a word names a month, where months matter.
    pub(super) fn is_month(&self, word: &str) -> bool {
        holds(self.months, word)
    }
}

/// Whether a sorted list of lower-case words holds a word, whatever its case.
fn holds(list: &[&str], word: &str) -> bool {
    if word.is_ascii() {
        let lower = |a: &str| a.bytes().cmp(word.bytes().map(|b| b.to_ascii_lowercase()));
        return list.binary_search_by(|entry| lower(entry)).is_ok();
    }
    list.binary_search(&word.to_lowercase().as_str()).is_ok()
}

/// The rules of a language, by the first part of its tag.
pub(super) fn rules(language: &str) -> &'static Rules {
    let primary = language.split(['-', '_']).next().unwrap_or_default();
    match primary.to_ascii_lowercase().as_str() {
        "de" => &GERMAN,
        "fr" => &FRENCH,
        "es" | "pt" | "it" => &IBERIAN,
        _ => &ENGLISH,
    }
}

#[rustfmt::skip]
static ENGLISH: Rules = Rules {
    never: &[
        "adj", "adm", "aka", "approx", "assoc", "asst", "atty", "brig", "bros", "capt", "cf", "cmdr", "col",
        "comdr", "cpl", "cpt", "dr", "drs", "e.g", "eg", "ens", "esp", "exec", "fr", "gen", "gov", "hon",
        "hosp", "i.e", "ie", "incl", "insp", "lieut", "lt", "ltc", "maj", "messrs", "mlle", "mm", "mme",
        "mr", "mrs", "ms", "msgr", "mt", "n°", "op", "ord", "orig", "p.s", "pfc", "pres", "prof", "ps",
        "pvt", "rep", "reps", "res", "resp", "rev", "rt", "sen", "sens", "sgt", "sr", "supt", "surg",
        "univ", "v", "viz", "vs",
    ],
    numbered: &[
        "art", "ch", "chap", "eq", "ex", "fig", "figs", "l", "ll", "n", "no", "nos", "nr", "p", "para",
        "pg", "pp", "pt", "sec", "sect", "tel", "ver", "vol", "vols",
    ],
    sometimes: &[
        "a.d", "abt", "al", "ala", "apr", "ariz", "ark", "assn", "aug", "ave", "b.c", "b.c.e", "blvd", "c",
        "ca", "calif", "cm", "co", "colo", "conn", "corp", "ct", "dec", "del", "dept", "dist", "div", "ed",
        "eds", "esq", "est", "et", "etc", "ext", "feb", "fla", "fri", "ft", "hwy", "ill", "inc", "ind",
        "intl", "jan", "jr", "jul", "jun", "kan", "kg", "km", "ky", "lb", "lbs", "ln", "ltd", "mar", "mass",
        "max", "md", "mfg", "mi", "mich", "min", "minn", "miss", "mo", "mon", "mont", "natl", "neb", "nev",
        "nov", "oct", "okla", "ore", "oz", "pa", "penn", "ph.d", "pl", "plc", "pty", "rd", "sat", "sep",
        "sept", "sq", "st", "ste", "sun", "tenn", "tex", "thu", "thur", "thurs", "tue", "tues", "twp", "va",
        "vt", "wash", "wed", "wis", "wyo", "yd", "yrs",
    ],
    last: &["a.m", "etc", "p.m"],
    starters: &[
        "a", "about", "above", "according", "after", "again", "against", "all", "also", "although", "am",
        "among", "an", "and", "another", "any", "anyone", "anything", "are", "as", "at", "back", "because",
        "before", "behind", "being", "besides", "between", "beyond", "both", "but", "by", "can", "could",
        "despite", "did", "do", "does", "don", "during", "each", "early", "either", "else", "even", "every",
        "everyone", "everything", "few", "finally", "first", "following", "for", "from", "further",
        "furthermore", "given", "had", "has", "have", "having", "he", "hence", "her", "here", "his", "how",
        "however", "i", "if", "in", "indeed", "inside", "instead", "into", "is", "it", "its", "just",
        "last", "later", "less", "let", "like", "many", "maybe", "meanwhile", "moreover", "most", "much",
        "my", "near", "neither", "never", "nevertheless", "next", "nobody", "none", "nor", "not", "nothing",
        "now", "of", "often", "on", "once", "one", "only", "or", "other", "others", "otherwise", "our",
        "out", "over", "perhaps", "please", "rather", "several", "shall", "she", "should", "similarly",
        "since", "so", "some", "someone", "something", "sometimes", "soon", "still", "such", "suddenly",
        "than", "that", "the", "their", "then", "there", "therefore", "these", "they", "this", "those",
        "though", "three", "through", "throughout", "thus", "to", "today", "together", "tomorrow",
        "tonight", "too", "toward", "two", "under", "unfortunately", "unless", "unlike", "until", "upon",
        "very", "was", "we", "well", "were", "what", "whatever", "when", "whenever", "where", "whereas",
        "whether", "which", "while", "who", "whoever", "whose", "why", "with", "within", "without", "would",
        "yes", "yesterday", "yet", "you", "your",
    ],
    months: &[],
};

#[rustfmt::skip]
static GERMAN: Rules = Rules {
    never: &[
        "bzgl", "bzw", "ca", "d", "d.h", "dr", "evtl", "fr", "ggf", "h", "hr", "hrsg", "inkl", "insb",
        "mag", "prof", "s", "sog", "st", "u", "u.a", "v", "vgl", "z", "z.b", "zzgl",
    ],
    numbered: &["abb", "abs", "art", "bd", "kap", "nr", "tab", "tel", "ziff"],
    sometimes: &[
        "apr", "aug", "b", "dez", "etc", "feb", "jan", "jh", "jr", "jul", "jun", "mio", "mrd", "mrz", "nov",
        "okt", "sept", "str", "usw",
    ],
    last: &[],
    starters: &[
        "aber", "als", "am", "auch", "auf", "aus", "bei", "bis", "da", "damit", "dann", "das", "dem", "den",
        "denn", "der", "des", "die", "dies", "diese", "dieser", "dieses", "doch", "dort", "du", "ein",
        "eine", "einen", "einer", "er", "es", "für", "heute", "hier", "ich", "ihr", "im", "in", "ja",
        "jetzt", "man", "mit", "nach", "nein", "nun", "nur", "ob", "oder", "seit", "sie", "so", "und",
        "unter", "vom", "von", "vor", "was", "wenn", "wer", "wie", "wir", "wo", "zu", "zum", "zur", "über",
    ],
    months: &[
        "april", "august", "dezember", "februar", "jahrhundert", "januar", "jh", "juli", "juni", "jänner",
        "mai", "märz", "november", "oktober", "september",
    ],
};

#[rustfmt::skip]
static FRENCH: Rules = Rules {
    never: &["cf", "dr", "m", "me", "mgr", "mlle", "mm", "mme", "mmes", "pr", "st", "ste", "vs"],
    numbered: &["art", "chap", "fig", "n", "no", "p", "pp", "tél", "vol"],
    sometimes: &["apr", "av", "bd", "c.-à-d", "env", "etc", "ex", "hab", "j.-c", "janv", "juil", "sept"],
    last: &[],
    starters: &[
        "au", "aux", "avec", "c", "ce", "ces", "cette", "comme", "dans", "de", "depuis", "des", "du",
        "elle", "elles", "en", "et", "il", "ils", "j", "je", "l", "la", "le", "les", "leur", "mais", "nous",
        "on", "où", "par", "pour", "quand", "que", "qui", "sa", "selon", "ses", "si", "son", "sur", "tu",
        "un", "une", "vous",
    ],
    months: &[],
};

#[rustfmt::skip]
static IBERIAN: Rules = Rules {
    never: &[
        "arq", "av", "avda", "cf", "don", "dott", "dr", "dra", "dña", "ing", "lic", "prof", "sig", "sr",
        "sra", "sras", "sres", "srta", "ud", "uds",
    ],
    numbered: &["art", "cap", "fig", "n", "nº", "núm", "p", "pag", "pp", "pág", "tel", "vol"],
    sometimes: &["aprox", "cía", "ecc", "ee.uu", "etc", "s.a"],
    last: &["a.m", "etc", "p.m"],
    starters: &[
        "a", "al", "as", "che", "com", "como", "con", "da", "de", "del", "della", "di", "do", "e", "ela",
        "ele", "ella", "ellos", "em", "en", "era", "es", "esta", "este", "està", "il", "in", "io", "la",
        "las", "le", "les", "lo", "los", "ma", "mas", "no", "non", "o", "os", "para", "per", "pero", "por",
        "que", "se", "si", "su", "sus", "um", "uma", "un", "una", "y", "yo",
    ],
    months: &[],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for rules in [&ENGLISH, &GERMAN, &FRENCH, &IBERIAN] {
            for list in
                [rules.never, rules.numbered, rules.sometimes, rules.last, rules.starters, rules.months]
            {
                for pair in list.windows(2) {
                    assert!(pair[0] < pair[1], "`{}` must not stand before `{}`", pair[0], pair[1]);
                }
            }
        }
    }
}
