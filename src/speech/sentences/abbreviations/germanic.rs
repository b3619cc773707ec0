//! Dutch and the languages of the North.

use super::{NONE, Rules};

#[rustfmt::skip]
pub(super) static DUTCH: Rules = Rules {
    never: &[
        "aanw", "afd", "afz", "b.v", "bijv", "bv", "bvb", "ca", "cf", "d.m.v", "d.w.z", "dhr", "dr", "drs",
        "ds", "dwz", "evt", "excl", "fa", "geb", "gebr", "gem", "gen", "i.c", "i.p.v", "i.s.m", "i.t.t",
        "i.v.m", "incl", "ing", "ir", "jhr", "jkvr", "kapt", "kol", "lt", "m.a.w", "m.b.t", "m.i.v", "m.m.v",
        "m.n", "max", "mej", "mevr", "min", "mr", "mrs", "ms", "mw", "n.a.v", "nl", "o.a", "o.b.v", "o.i.v",
        "o.l.v", "o.m", "ong", "overl", "p.a", "p.m", "ph", "plm", "plv", "prof", "ps", "red", "res", "resp",
        "sgt", "st", "t.a.v", "t.b.v", "t.g.v", "t.h.v", "t.n.v", "t.o.v", "t.w.v", "tel", "uitg", "v.a",
        "v.l.n.r", "vgl", "vnl", "vnw", "vz", "wnd", "z.g", "zgn", "zog",
    ],
    numbered: &[
        "afb", "art", "bl", "blz", "dl", "fig", "hfst", "jrg", "kap", "nr", "nrs", "p", "pag", "par", "pp",
        "tel", "vol",
    ],
    sometimes: &[
        "a.s", "a.u.b", "apr", "aug", "c.s", "co", "dec", "e.a", "e.v", "feb", "i.o", "jan", "jl", "jr", "kg",
        "km", "mld", "mln", "mnd", "mrt", "n.chr", "n.v", "nov", "okt", "r.k", "sept", "sr", "str", "u",
        "v.chr", "vr",
    ],
    last: &["e.d", "enz", "etc"],
    starters: &[
        "aan", "achter", "al", "alle", "alleen", "als", "anderen", "bij", "binnen", "boven", "daar",
        "daarbij", "daardoor", "daarna", "daarnaast", "daarom", "dan", "dat", "de", "deze", "dit", "door",
        "dus", "een", "eerst", "elk", "elke", "en", "enkele", "er", "ga", "geen", "had", "hebben", "heeft",
        "het", "hier", "hij", "hoe", "hoewel", "ik", "in", "inmiddels", "is", "ja", "je", "jij", "jullie",
        "kan", "later", "maar", "men", "met", "mijn", "misschien", "na", "naar", "naast", "nadat", "nee",
        "niemand", "niet", "niets", "nog", "nu", "of", "om", "omdat", "ondanks", "onder", "ons", "onze",
        "ook", "op", "over", "sinds", "soms", "tegen", "terwijl", "toch", "toen", "tot", "tussen", "u", "uit",
        "van", "vandaag", "veel", "vervolgens", "volgens", "voor", "waar", "waarom", "wanneer", "want",
        "waren", "was", "wat", "we", "weer", "wel", "welke", "wie", "wij", "wordt", "ze", "zij", "zijn", "zo",
        "zonder", "zowel",
    ],
    ..NONE
};

#[rustfmt::skip]
pub(super) static NORDIC: Rules = Rules {
    never: &[
        "adj", "adv", "afd", "bl", "bl.a", "ca", "cf", "d", "d.v.s", "d.y", "dir", "dr", "dvs", "eks",
        "ekskl", "ev", "evt", "f.d", "f.eks", "f.v.t", "fr", "frk", "g", "gen", "hr", "i.e", "if", "iflg",
        "ing", "inkl", "jf", "jfr", "kand", "kap", "kl", "kr", "lic", "m.h.t", "mag", "med", "mr", "mrs",
        "n.n", "ndr", "o", "o.a", "oberst", "p.g.a", "p.t", "pga", "pgf", "pr", "prof", "red", "resp", "s.k",
        "sk", "skt", "sml", "sr", "stk", "t", "t.eks", "t.ex", "tex", "u", "v", "vedr", "vs",
    ],
    numbered: &[
        "afsn", "art", "avsn", "fig", "jnr", "kap", "kl", "nr", "nrs", "p", "pct", "pkt", "s", "sid", "sida",
        "str", "tab", "tel", "tfn", "tlf", "vol",
    ],
    sometimes: &[
        "apr", "aug", "co", "dec", "des", "e.kr", "e.l", "e.m", "f.kr", "f.m", "feb", "inc", "jan", "jr",
        "jul", "jun", "kbh", "m.fl", "m.v", "max", "mf", "mia", "mio", "mkr", "mm", "mv", "nov", "o.l",
        "o.s.v", "okt", "sek", "sep", "sept", "st", "tusen", "årg", "årh",
    ],
    last: &["etc", "m.m", "osv"],
    starters: &[
        "af", "alle", "allt", "alt", "andra", "andre", "att", "av", "bara", "begge", "blev", "da", "de",
        "del", "den", "denna", "denne", "der", "derfor", "derfra", "det", "detta", "dette", "dog", "du",
        "där", "därför", "då", "efter", "eller", "en", "enligt", "er", "et", "ett", "etter", "flera", "flere",
        "for", "fordi", "fra", "från", "få", "för", "först", "han", "hans", "har", "havde", "henne", "her",
        "hon", "hun", "hur", "hva", "hvad", "hver", "hvis", "hvor", "hvordan", "här", "i", "igen", "ikke",
        "ikkje", "inga", "ingen", "inte", "ja", "jag", "jeg", "kan", "kun", "man", "mange", "med", "mellem",
        "men", "mens", "mer", "mest", "mot", "må", "många", "nei", "nej", "ni", "no", "nu", "ny", "nå", "når",
        "och", "också", "og", "om", "omkring", "op", "opp", "os", "på", "samt", "sedan", "selv", "sen",
        "siden", "sig", "sin", "ska", "skal", "som", "så", "til", "till", "trods", "trots", "två", "undan",
        "under", "ut", "utan", "uten", "vad", "var", "varför", "vart", "ved", "vi", "vid", "vil", "være",
        "än", "är", "å", "år", "åt",
    ],
    ..NONE
};
