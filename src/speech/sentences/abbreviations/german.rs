//! German.

use super::{NONE, Rules};

#[rustfmt::skip]
pub(super) static GERMAN: Rules = Rules {
    never: &[
        "abgek", "allg", "bes", "betr", "bspw", "bzgl", "bzw", "ca", "d", "d.h", "d.i", "dipl", "dr", "dres",
        "dt", "ehem", "einschl", "engl", "entspr", "erw", "ev", "evang", "evtl", "exkl", "fr", "franz", "frz",
        "geb", "gegr", "gem", "gest", "gez", "ggf", "griech", "h", "hl", "hr", "hrsg", "i", "i.a", "i.d",
        "i.e", "ing", "inkl", "insb", "ital", "jap", "jew", "jur", "kath", "kfm", "lat", "lt", "mag.a", "max",
        "med", "mind", "mr", "mrs", "mtl", "nat", "o", "o.g", "oec", "op", "orig", "phil", "pol", "prof",
        "rer", "resp", "russ", "röm", "s", "schweiz", "sel", "sog", "span", "st", "theol", "u", "u.a", "ukr",
        "urspr", "v", "verh", "vgl", "z", "z.b", "z.t", "z.zt", "zit", "zzgl", "österr",
    ],
    numbered: &[
        "abb", "abs", "abschn", "anm", "art", "aufl", "bd", "bde", "bl", "kap", "lfd", "mt", "nr", "nrn",
        "par", "s.o", "s.u", "tab", "tel", "vers", "ziff",
    ],
    sometimes: &[
        "a", "apr", "aug", "b", "chr", "co", "dez", "e.v", "evt", "f", "feb", "ff", "fl", "g", "gr", "hbf",
        "i.d.r", "jan", "jg", "jh", "jhd", "jhdt", "jhs", "jr", "jul", "jun", "km", "m", "mag", "mill", "min",
        "mio", "mo", "mrd", "mrz", "n.chr", "nov", "okt", "p.a", "red", "sek", "sen", "sep", "sept",
        "st.gallen", "std", "stdn", "str", "tsd", "v.chr", "verf", "verl", "z.z",
    ],
    last: &["etc", "o.ä", "u.ä", "usf", "usw"],
    endings: &["str"],
    proper: &["kap", "mag", "min", "red", "sen", "st"],
    starters: &[
        "aber", "alle", "allerdings", "als", "am", "andere", "anschließend", "auch", "auf", "aus", "außerdem",
        "bei", "beide", "beim", "bevor", "bis", "bisher", "da", "dabei", "dadurch", "dafür", "daher", "damit",
        "danach", "dann", "daraufhin", "darum", "das", "dem", "den", "denn", "dennoch", "der", "des",
        "deshalb", "deswegen", "die", "dies", "diese", "diesem", "diesen", "dieser", "dieses", "doch", "dort",
        "du", "eigentlich", "ein", "eine", "einem", "einen", "einer", "einige", "einigen", "er", "erst", "es",
        "etwa", "falls", "ferner", "für", "ganz", "gegen", "genau", "gibt", "hat", "hatte", "heute", "hier",
        "ich", "ihr", "ihre", "ihrer", "im", "immer", "in", "ist", "ja", "jede", "jeder", "jedes", "jedoch",
        "jetzt", "kann", "kein", "keine", "können", "man", "manche", "mehr", "mein", "meine", "mit", "nach",
        "nachdem", "natürlich", "neben", "nein", "noch", "nun", "nur", "ob", "obwohl", "oder", "ohne",
        "schließlich", "schon", "sein", "seine", "seiner", "seit", "seitdem", "sie", "sind", "so", "sogar",
        "solche", "sondern", "sonst", "später", "trotz", "trotzdem", "um", "und", "unser", "unsere", "unter",
        "viele", "vielleicht", "vom", "von", "vor", "war", "waren", "warum", "was", "weder", "weil",
        "weitere", "welche", "wenige", "wenn", "wer", "werden", "weshalb", "wie", "wieder", "wir", "wird",
        "wo", "woher", "wurde", "wurden", "während", "zu", "zudem", "zuerst", "zuletzt", "zum", "zunächst",
        "zur", "zwar", "zwei", "zwischen", "über",
    ],
    months: &[
        "april", "august", "dezember", "februar", "jahrhundert", "jahrhunderts", "januar", "jh", "juli",
        "juni", "jänner", "mai", "märz", "november", "oktober", "september",
    ],
    counted: &[
        "als", "am", "auf", "beim", "bis", "dem", "den", "der", "des", "die", "ein", "eine", "einem", "einen",
        "einer", "ihr", "ihre", "ihrem", "ihren", "ihrer", "im", "ins", "jeden", "jeder", "mein", "sein",
        "seine", "seinem", "seinen", "seiner", "und", "vom", "zum", "zur",
    ],
    ..NONE
};
