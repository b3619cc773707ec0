//! Italian, Spanish, Portuguese and Romanian.

use super::{NONE, Rules};

#[rustfmt::skip]
pub(super) static ITALIAN: Rules = Rules {
    never: &[
        "amm", "amn", "arch", "avv", "cfr", "col", "comm", "dir", "dott", "dott.ssa", "dr", "ecc.mo", "egr",
        "es", "fam", "fr", "gent", "geom", "giorn", "id", "ill", "ing", "lav", "lett", "mar", "mons", "mr",
        "mrs", "on", "p.es", "p.zza", "pag", "pagg", "pres", "prof", "prof.ssa", "proff", "psicol", "rag",
        "rev", "s", "sig", "sig.na", "sig.ra", "sigg", "spett", "ss", "st", "ten", "univ", "v", "vs",
    ],
    numbered: &[
        "art", "artt", "cap", "capp", "cod", "doc", "ed", "fig", "figg", "n", "nn", "nr", "nro", "num", "p",
        "par", "pp", "prot", "tav", "tel", "vol", "voll",
    ],
    sometimes: &[
        "a.c", "aa.vv", "ago", "apr", "az", "c.a", "co", "d.c", "dic", "econ", "feb", "gen", "giu", "lug",
        "mag", "max", "meteor", "min", "mod", "nov", "ott", "p.s", "s.p.a", "s.r.l", "sc", "sec", "sett",
        "u.s.a",
    ],
    last: &["ecc", "etc"],
    starters: &[
        "a", "ad", "ai", "al", "alcune", "alcuni", "alla", "alle", "allora", "altri", "anche", "ancora",
        "appena", "avevo", "c", "che", "chi", "ci", "ciò", "col", "come", "con", "cosa", "così", "da", "dal",
        "dall", "dalla", "dei", "del", "della", "delle", "dello", "di", "dopo", "dove", "dunque", "durante",
        "e", "ecco", "ed", "egli", "era", "erano", "essi", "fino", "forse", "già", "gli", "ha", "hanno", "ho",
        "i", "il", "in", "infatti", "infine", "inoltre", "intanto", "invece", "io", "l", "la", "le", "lei",
        "lo", "loro", "lui", "ma", "mentre", "mi", "mia", "mio", "molti", "molto", "nei", "nel", "nella",
        "nelle", "nessuno", "noi", "non", "nonostante", "o", "ogni", "ora", "per", "perché", "perciò", "però",
        "piuttosto", "più", "poi", "poiché", "prima", "proprio", "può", "qual", "qualche", "quale", "quando",
        "quanto", "quasi", "quella", "quelle", "quelli", "quello", "questa", "queste", "questi", "questo",
        "qui", "quindi", "se", "secondo", "sempre", "senza", "si", "sia", "siamo", "solo", "sono", "sopra",
        "sotto", "sta", "sua", "sul", "sulla", "suo", "tra", "tu", "tutti", "tutto", "un", "una", "uno", "vi",
        "voi", "è",
    ],
    ..NONE
};

#[rustfmt::skip]
pub(super) static SPANISH: Rules = Rules {
    titles: &["D"],
    never: &[
        "admón", "alm", "arq", "avda", "bco", "c.c", "cap", "cf", "cmdte", "cnel", "col", "ctra", "d.ª",
        "dir", "doc", "don", "dr", "dra", "dras", "dres", "dto", "dª", "dña", "ee", "ej", "esq", "excma",
        "excmo", "fdo", "fr", "gral", "hna", "hno", "ilma", "ilmo", "ing", "izq", "lcda", "lcdo", "lic",
        "mons", "mr", "mrs", "ntra", "ntro", "p.e", "p.ej", "pbro", "pl", "prof", "profa", "prov", "pza",
        "rev", "s", "sgto", "sr", "sra", "sras", "sres", "srta", "st", "sta", "sto", "tte", "ud", "uds", "vd",
        "vda", "vds", "vs",
    ],
    numbered: &[
        "art", "arts", "cap", "caps", "ed", "fig", "figs", "gr", "n", "no", "nro", "nº", "núm", "núms", "p",
        "pag", "pp", "pág", "págs", "párr", "tel", "tfno", "tít", "vol", "vols",
    ],
    sometimes: &[
        "a.c", "abr", "ago", "apr", "aprox", "atte", "av", "c", "co", "cía", "d.c", "depto", "dic", "dpto",
        "ee.uu", "ene", "feb", "gob", "inc", "jr", "jul", "jun", "ltda", "máx", "mín", "nov", "oct", "p.d",
        "pdo", "s.a", "s.l", "seg", "sept", "u.s.a", "univ", "uu",
    ],
    last: &["a.m", "etc", "p.m"],
    starters: &[
        "a", "además", "ahora", "ahí", "al", "algo", "algunas", "algunos", "allí", "ante", "antes", "apenas",
        "aquel", "aquella", "aquí", "así", "aunque", "aún", "bajo", "cada", "casi", "como", "con", "contra",
        "cual", "cualquier", "cuando", "cuatro", "cuya", "cuándo", "cómo", "dado", "de", "del", "desde",
        "después", "donde", "dos", "durante", "dónde", "e", "el", "ella", "ellas", "ellos", "en", "entonces",
        "entre", "era", "eran", "es", "esa", "ese", "eso", "esos", "esta", "estaba", "estas", "este", "esto",
        "estos", "está", "están", "fue", "fueron", "ha", "había", "hace", "hacia", "han", "hasta", "hay",
        "he", "hoy", "igualmente", "incluso", "la", "las", "le", "les", "lo", "los", "luego", "mañana", "me",
        "mediante", "mi", "mientras", "mis", "mucho", "muchos", "muy", "más", "nada", "nadie", "ni",
        "ninguna", "no", "nos", "nosotros", "nuestra", "nuestro", "nunca", "o", "otra", "otras", "otro",
        "otros", "para", "pero", "poco", "por", "porque", "pronto", "pues", "que", "quien", "quizá", "quién",
        "qué", "se", "sea", "según", "ser", "será", "si", "sin", "sino", "sobre", "solo", "son", "su", "sus",
        "sí", "sólo", "también", "tampoco", "tan", "tanto", "tenía", "tiene", "toda", "todas", "todavía",
        "todo", "todos", "tras", "tres", "tu", "tú", "un", "una", "uno", "unos", "usted", "y", "ya", "yo",
        "él",
    ],
    ..NONE
};

#[rustfmt::skip]
pub(super) static PORTUGUESE: Rules = Rules {
    titles: &["D"],
    never: &[
        "alm", "arq", "av", "cap", "cel", "cf", "cmte", "d", "dr", "dra", "dras", "drs", "eng", "eng.º", "ex",
        "exa", "exma", "exmo", "fr", "gen", "ilma", "ilmo", "ing", "jd", "lic", "mr", "mrs", "p.ex", "pe",
        "prof", "profa", "profs", "prov", "pç", "pça", "r", "rev", "s", "sgt", "sr", "sra", "sras", "srs",
        "srta", "st", "sta", "sto", "séc", "tb", "ten", "trav", "tte", "univ", "v", "v.exa", "v.s", "vs",
    ],
    numbered: &[
        "art", "arts", "cap", "caps", "ed", "fig", "figs", "n", "no", "num", "nº", "nºs", "núm", "p", "pag",
        "par", "pp", "pág", "págs", "tab", "tel", "vol", "vols",
    ],
    sometimes: &[
        "a.c", "abr", "ago", "apr", "aprox", "c.c", "cia", "co", "d.c", "depto", "dez", "fev", "inc", "jan",
        "jr", "jul", "jun", "ltda", "máx", "mín", "nov", "obs", "out", "s.a", "set", "u.s.a",
    ],
    last: &["a.m", "etc", "p.m"],
    starters: &[
        "a", "agora", "ainda", "algum", "alguns", "além", "ao", "aos", "apenas", "apesar", "após", "aquela",
        "aquele", "aqui", "as", "assim", "até", "cada", "com", "como", "contra", "contudo", "da", "das", "de",
        "depois", "desde", "dessa", "deste", "do", "dos", "durante", "e", "ela", "elas", "ele", "eles", "em",
        "enquanto", "entre", "entretanto", "então", "era", "eram", "essa", "esse", "esta", "estava", "este",
        "está", "eu", "existe", "foi", "foram", "hoje", "há", "isso", "isto", "já", "lá", "mais", "mas",
        "meu", "minha", "muitas", "muito", "muitos", "na", "nada", "nas", "nem", "nenhum", "no", "nos",
        "nossa", "nosso", "nunca", "não", "nós", "o", "onde", "os", "ou", "outra", "outro", "outros", "para",
        "pela", "pelo", "por", "porque", "porém", "pouco", "quais", "qual", "quando", "quase", "que", "quem",
        "se", "segundo", "sem", "sempre", "ser", "seu", "seus", "sim", "sob", "sobre", "somente", "sua",
        "suas", "também", "tanto", "tem", "tinha", "toda", "todas", "todo", "todos", "tudo", "um", "uma",
        "umas", "uns", "você", "vocês", "à", "às", "é",
    ],
    ..NONE
};

#[rustfmt::skip]
pub(super) static ROMANIAN: Rules = Rules {
    never: &[
        "adj", "al", "bd", "cf", "col", "conf", "dl", "dna", "dr", "dvs", "ex", "gen", "ing", "jr", "lt",
        "mr", "nr", "prof", "sf", "st", "str", "ș.a",
    ],
    numbered: &["art", "cap", "fig", "nr", "p", "pag", "pp", "tel", "vol"],
    sometimes: &[
        "a.c", "d.hr", "dec", "feb", "ian", "mil", "min", "nov", "oct", "s.a", "s.r.l", "sec", "sept", "î.hr",
        "ș.a.m.d", "ș.cl",
    ],
    last: &["etc"],
    starters: &[
        "a", "aceasta", "acest", "aceste", "acești", "acum", "aici", "am", "ar", "astfel", "atunci", "au",
        "ca", "care", "ce", "cu", "cum", "când", "cât", "dacă", "dar", "de", "deci", "deși", "din", "doar",
        "după", "ea", "ei", "el", "ele", "era", "este", "eu", "fără", "iar", "la", "mai", "mulți", "ne",
        "nici", "noi", "nu", "o", "pe", "pentru", "poate", "prin", "sa", "sau", "se", "si", "sub", "sunt",
        "sus", "toate", "tot", "toți", "un", "una", "unde", "unii", "voi", "vă", "în", "însă", "între", "și",
    ],
    ..NONE
};
