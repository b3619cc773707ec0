//! English.

use super::{NONE, Rules};

#[rustfmt::skip]
pub(super) static ENGLISH: Rules = Rules {
    never: &[
        "adj", "adm", "aka", "approx", "assoc", "asst", "atty", "brig", "bros", "capt", "cf", "cmdr", "col",
        "comdr", "cpl", "cpt", "dr", "drs", "e.g", "eg", "ens", "esp", "exec", "fr", "gen", "gov", "hon",
        "hosp", "i.e", "ie", "incl", "insp", "lieut", "lt", "ltc", "maj", "messrs", "mlle", "mm", "mme", "mr",
        "mrs", "ms", "msgr", "mt", "n°", "op", "ord", "orig", "p.s", "pfc", "pres", "prof", "ps", "pvt",
        "rep", "reps", "res", "resp", "rev", "rt", "sen", "sens", "sgt", "sr", "supt", "surg", "univ", "v",
        "viz", "vs",
    ],
    numbered: &[
        "art", "ch", "chap", "eq", "ex", "fig", "figs", "l", "ll", "n", "no", "nos", "nr", "p", "para", "pg",
        "pp", "pt", "sec", "sect", "tel", "ver", "vol", "vols",
    ],
    sometimes: &[
        "a.d", "abt", "al", "ala", "apr", "ariz", "ark", "assn", "aug", "ave", "b.c", "b.c.e", "blvd", "c",
        "c.e", "ca", "calif", "cm", "co", "colo", "conn", "corp", "ct", "dec", "del", "dept", "dist", "div",
        "ed", "eds", "esq", "est", "et", "ext", "feb", "fla", "fri", "ft", "hwy", "ill", "inc", "ind", "intl",
        "jan", "jr", "jul", "jun", "kan", "kg", "km", "ky", "lb", "lbs", "ln", "ltd", "mar", "mass", "max",
        "md", "mfg", "mi", "mich", "min", "minn", "miss", "mo", "mon", "mont", "natl", "neb", "nev", "nov",
        "oct", "okla", "ore", "oz", "pa", "penn", "ph.d", "pl", "plc", "pty", "rd", "sat", "sep", "sept",
        "sq", "st", "ste", "sun", "tenn", "tex", "thu", "thur", "thurs", "tue", "tues", "twp", "va", "vt",
        "wash", "wed", "wis", "wyo", "yd", "yrs",
    ],
    last: &["a.m", "etc", "p.m"],
    units: &[
        "a.d", "b.c", "b.c.e", "c.e", "cm", "ft", "kg", "km", "lb", "lbs", "mi", "min", "mm", "oz", "yd",
        "yrs",
    ],
    clock: &[
        "april", "august", "bst", "cdt", "central", "cet", "cst", "ct", "december", "eastern", "edt", "est",
        "et", "february", "friday", "gmt", "january", "july", "june", "local", "march", "may", "mdt",
        "monday", "mountain", "mst", "mt", "november", "october", "pacific", "pdt", "pst", "pt", "saturday",
        "september", "sunday", "thursday", "tuesday", "utc", "wednesday",
    ],
    proper: &[
        "art", "cal", "col", "colo", "del", "ens", "ex", "fri", "gen", "hon", "ill", "ind", "mar", "mass",
        "may", "miss", "mo", "mon", "op", "ore", "pa", "pop", "pres", "rep", "reps", "res", "sat", "sun",
        "wash", "wed",
    ],
    starters: &[
        "a", "about", "above", "according", "after", "again", "against", "all", "also", "although", "am",
        "among", "an", "and", "another", "any", "anyone", "anything", "are", "as", "at", "back", "because",
        "before", "behind", "being", "besides", "between", "beyond", "both", "but", "by", "can", "could",
        "despite", "did", "do", "does", "don", "during", "each", "early", "either", "else", "even", "every",
        "everyone", "everything", "few", "finally", "first", "following", "for", "from", "further",
        "furthermore", "given", "had", "has", "have", "having", "he", "hence", "her", "here", "his", "how",
        "however", "i", "if", "in", "indeed", "inside", "instead", "into", "is", "it", "its", "just", "last",
        "later", "less", "let", "like", "many", "maybe", "meanwhile", "moreover", "most", "much", "my",
        "near", "neither", "never", "nevertheless", "next", "nobody", "none", "nor", "not", "nothing", "now",
        "of", "often", "on", "once", "one", "only", "or", "other", "others", "otherwise", "our", "out",
        "over", "perhaps", "please", "rather", "several", "shall", "she", "should", "similarly", "since",
        "so", "some", "someone", "something", "sometimes", "soon", "still", "such", "suddenly", "than",
        "that", "the", "their", "then", "there", "therefore", "these", "they", "this", "those", "though",
        "three", "through", "throughout", "thus", "to", "today", "together", "tomorrow", "tonight", "too",
        "toward", "two", "under", "unfortunately", "unless", "unlike", "until", "upon", "very", "was", "we",
        "well", "were", "what", "whatever", "when", "whenever", "where", "whereas", "whether", "which",
        "while", "who", "whoever", "whose", "why", "with", "within", "without", "would", "yes", "yesterday",
        "yet", "you", "your",
    ],
    capitals: &["I"],
    verbs: &[
        "added", "admitted", "agreed", "announced", "answered", "asked", "bellowed", "concluded", "continued",
        "cried", "declared", "demanded", "exclaimed", "explained", "groaned", "growled", "grumbled", "hissed",
        "insisted", "interrupted", "joked", "mumbled", "murmured", "muttered", "objected", "pleaded",
        "protested", "remarked", "repeated", "replied", "responded", "said", "says", "scoffed", "screamed",
        "shouted", "shrieked", "sneered", "stammered", "suggested", "urged", "wailed", "warned", "whispered",
        "wondered", "yelled",
    ],
    ..NONE
};
