//! Greek, Finnish, Hungarian, Turkish, Armenian, and what languages without a table share.

use super::super::stops::Mark;
use super::{NONE, Rules};

#[rustfmt::skip]
pub(super) static GREEK: Rules = Rules {
    marks: &[(';', Mark::Question)],
    never: &[
        "αγ", "αρ", "αριθ", "βλ", "γερ", "δηλ", "δρ", "εκδ", "επ", "επιμ", "κ", "κα", "καθ", "κκ", "κος",
        "κυρ", "λ.χ", "λεωφ", "μ.τ.φ", "μτφ", "ν", "οδ", "ον", "π.χ", "πβ", "πρβ", "πρόεδ", "στρ", "σχ",
        "υποστρ",
    ],
    numbered: &["αρ", "αριθ", "εικ", "κεφ", "παρ", "σ", "σελ", "στ", "τηλ", "τομ"],
    sometimes: &["α.ε", "αι", "δισ", "ε.ε", "εκ", "κ.α", "κ.ο.κ", "μ.μ", "μ.χ", "π.μ", "π.χρ", "σία", "τ.μ"],
    last: &["κ.ά", "κ.λπ", "κλπ", "κτλ"],
    starters: &[
        "ένα", "ένας", "έτσι", "ήταν", "ακόμα", "ακόμη", "αλλά", "αν", "αυτά", "αυτή", "αυτό", "αυτός", "για",
        "γιατί", "δεν", "εάν", "είναι", "είχε", "εγώ", "εδώ", "εκεί", "εμείς", "ενώ", "επίσης", "η", "θα",
        "κάθε", "κάποιοι", "και", "κατά", "λοιπόν", "μέχρι", "μία", "με", "μετά", "μια", "μόνο", "να", "ο",
        "οι", "ούτε", "παρά", "ποιος", "πολλοί", "που", "πού", "πριν", "προς", "πότε", "πώς", "σε", "στα",
        "στη", "στην", "στις", "στο", "στον", "στους", "τα", "τη", "την", "της", "τι", "τις", "το", "τον",
        "του", "τους", "των", "τότε", "τώρα", "φυσικά", "ως", "ωστόσο", "όλα", "όλοι", "όμως", "όπως", "όταν",
        "ύστερα",
    ],
    ..NONE
};

#[rustfmt::skip]
pub(super) static FINNISH: Rules = Rules {
    never: &[
        "eli", "ent", "esim", "fil", "henk", "hra", "ins", "ks", "kts", "lvm", "maist", "mm", "myöh", "n",
        "nk", "ns", "os", "prof", "rva", "s", "seur", "tk", "tod", "toht", "tri", "ts", "v", "v.s", "vrt",
    ],
    numbered: &["klo", "kpl", "nro", "p", "par", "s", "sivu", "taul", "tel", "tri"],
    sometimes: &[
        "alk", "co", "eaa", "ed", "ekr", "jaa", "jkr", "km", "lkm", "m", "milj", "min", "mrd", "oy", "p",
        "par", "st", "synt", "tms", "tuh",
    ],
    last: &["jne", "ym", "yms"],
    starters: &[
        "aina", "ehkä", "ei", "eikä", "eivät", "emme", "en", "ennen", "entä", "että", "he", "hän", "häne",
        "hänen", "ikävä", "ja", "jo", "joka", "jos", "jotka", "kaikki", "koska", "kuin", "kuinka",
        "kuitenkin", "kuka", "kun", "lisäksi", "me", "miksi", "mikä", "minä", "missä", "mitä", "mutta",
        "myös", "ne", "niin", "niistä", "nyt", "näin", "olen", "oli", "on", "onko", "paitsi", "se", "sekä",
        "sellainen", "sen", "siellä", "siihen", "siinä", "siis", "silti", "sinä", "sitten", "sitä", "tai",
        "te", "tuo", "tämä", "tämän", "tässä", "tästä", "vaan", "vaikka", "vain", "vielä", "voi",
    ],
    ..NONE
};

#[rustfmt::skip]
pub(super) static HUNGARIAN: Rules = Rules {
    never: &[
        "alez", "bek", "br", "csüt", "d", "dk", "dr", "f", "főig", "hg", "id", "ifj", "igh", "ind", "jan",
        "kb", "kir", "kiv", "kp", "l", "lásd", "max", "mb", "megh", "mh", "min", "mk", "mlle", "mme", "mr",
        "mrs", "ms", "máj", "ném", "op", "pl", "pp", "prof", "r", "ref", "sk", "szds", "szept", "szerk",
        "szt", "t", "tel", "tszf", "u", "vs", "vö", "özv", "ún",
    ],
    numbered: &["bek", "fej", "kb", "kt", "köt", "l", "lásd", "o", "ol", "old", "sz", "tel"],
    sometimes: &[
        "apr", "aug", "bt", "dec", "e", "febr", "i.e", "i.sz", "i.u", "jr", "júl", "jún", "kft", "md", "mft",
        "mill", "mm", "márc", "nov", "nyrt", "okt", "pld", "sz", "tc", "u.n", "ui", "zrt",
    ],
    last: &["etc", "stb", "vb"],
    starters: &[
        "a", "addig", "ahol", "aki", "akkor", "alig", "ami", "amikor", "amíg", "annak", "az", "azok",
        "azonban", "azt", "azután", "azért", "bár", "csak", "de", "e", "ebben", "egy", "ekkor", "előbb", "ez",
        "ezek", "ezen", "ezt", "ezután", "ezért", "ha", "hanem", "hiszen", "hogy", "hol", "igaz", "illetve",
        "is", "itt", "ki", "kérem", "később", "le", "legyen", "ma", "majd", "meg", "mert", "mi", "mikor",
        "mint", "mivel", "most", "már", "még", "nekem", "nem", "nincs", "néha", "olyan", "ott", "pedig",
        "persze", "s", "sem", "sok", "szerintem", "szóval", "talán", "te", "tehát", "továbbá", "több",
        "ugyanis", "után", "vagy", "valamint", "van", "volt", "ám", "én", "és", "így", "ő", "ők",
    ],
    months: &[
        "augusztus", "december", "február", "január", "július", "június", "május", "március", "november",
        "október", "szeptember", "század", "április", "évfolyam",
    ],
    counted: &["a", "az"],
    ..NONE
};

#[rustfmt::skip]
pub(super) static TURKISH: Rules = Rules {
    never: &[
        "alb", "av", "bkz", "bl", "bşk", "cad", "cd", "doç", "dr", "dz", "ecz", "gen", "gön", "hz", "inş",
        "jeo", "krş", "kur", "mah", "mat", "md", "mr", "mrs", "müd", "müh", "ord", "org", "prof", "sf", "sn",
        "sok", "st", "tğm", "uzm", "vet", "yrd", "yzb", "ör", "örn", "üsteğm", "şb",
    ],
    numbered: &["a", "bkz", "c", "cilt", "md", "no", "nr", "s", "sayfa", "tel"],
    sometimes: &["a.ş", "i.s", "i.ö", "ltd", "m.s", "m.ö", "ms", "mö", "t.c", "tic", "vd", "vs", "yy", "şti"],
    last: &["etc", "vb"],
    starters: &[
        "ama", "ancak", "artık", "aslında", "ayrıca", "bazı", "belki", "ben", "benim", "biz", "bu", "bugün",
        "buna", "bunlar", "bunu", "bunun", "böyle", "bütün", "da", "daha", "de", "diğer", "evet", "fakat",
        "gerçekten", "hatta", "hayır", "hem", "henüz", "her", "hiç", "ile", "ise", "için", "işte", "kim",
        "mi", "nasıl", "ne", "neden", "o", "olarak", "ona", "onlar", "onu", "onun", "oysa", "peki", "sadece",
        "sana", "sen", "siz", "son", "sonra", "sonunda", "tüm", "ve", "veya", "ya", "yalnızca", "yani",
        "yine", "çok", "çünkü", "şimdi", "şu",
    ],
    months: &["yüzyıl", "yüzyılda", "yüzyılın"],
    counted: &["bu", "ilk", "ve"],
    ..NONE
};

#[rustfmt::skip]
pub(super) static ARMENIAN: Rules = Rules {
    marks: &[(':', Mark::Wide)],
    never: &["ակադ", "դոկ", "թ", "պր", "պրոֆ", "տիկ", "ք", "օր"],
    sometimes: &["դ", "թթ", "մ"],
    ..NONE
};

#[rustfmt::skip]
pub(super) static PLAIN: Rules = Rules {
    never: &["dr", "mr", "mrs", "ms", "prof"],
    sometimes: &["etc"],
    ..NONE
};
