//! What is said in Dutch, by example.

use super::check;

#[test]
fn numbers() {
    check(
        "nl",
        &[
            (
                "1.234.567 inwoners",
                "één miljoen tweehonderdvierendertigduizend vijfhonderdzevenenzestig inwoners",
            ),
            ("in 1998", "in negentienhonderdachtennegentig"),
            ("in 2024", "in tweeduizend vierentwintig"),
            ("1500 mensen", "duizend vijfhonderd mensen"),
            ("21 jaar", "eenentwintig jaar"),
            ("3,14", "drie komma veertien"),
            ("1/2", "een half"),
            ("3/4 van de stemmen", "drie kwart van de stemmen"),
            ("2½ uur", "twee en een half uur"),
            ("10-15 jaar", "tien tot vijftien jaar"),
            ("1914-1918", "negentienhonderdveertien tot negentienhonderdachttien"),
            ("de jaren '80", "de jaren tachtig"),
            ("101", "honderdeen"),
        ],
    );
}

#[test]
fn ordinals() {
    check(
        "nl",
        &[
            ("de 1e plaats", "de eerste plaats"),
            ("de 2de keer", "de tweede keer"),
            ("de 8ste dag", "de achtste dag"),
            ("de 21e eeuw", "de eenentwintigste eeuw"),
            ("de XIXe eeuw", "de negentiende eeuw"),
            ("Lodewijk XIV", "Lodewijk de veertiende"),
            ("Willem II", "Willem de tweede"),
            ("hoofdstuk IX", "hoofdstuk negen"),
        ],
    );
}

#[test]
fn dates() {
    check(
        "nl",
        &[
            ("3 mei 2024", "drie mei tweeduizend vierentwintig"),
            ("03-05-2024", "drie mei tweeduizend vierentwintig"),
            ("2024-05-03", "drie mei tweeduizend vierentwintig"),
            ("ma. 3 feb. 2025", "maandag drie februari tweeduizend vijfentwintig"),
            ("14.30 uur", "veertien uur dertig"),
            ("om 14:30", "om veertien uur dertig"),
            ("om 9.05 uur", "om negen uur vijf"),
            ("Ajax wint met 3-1", "Ajax wint met drie één"),
            ("44 v.Chr.", "vierenveertig voor Christus."),
        ],
    );
}

#[test]
fn money() {
    check(
        "nl",
        &[
            ("€ 12,50", "twaalf euro vijftig"),
            ("€ 5 mln", "vijf miljoen euro"),
            ("3 miljard euro", "drie miljard euro"),
            ("€ 1", "één euro"),
            ("$ 5", "vijf dollar"),
            ("€ 0,99", "negenennegentig cent"),
        ],
    );
}

#[test]
fn units() {
    check(
        "nl",
        &[
            ("120 km/h", "honderdtwintig kilometer per uur"),
            ("50 m²", "vijftig vierkante meter"),
            ("3 km²", "drie vierkante kilometer"),
            ("20 °C", "twintig graden Celsius"),
            ("10%", "tien procent"),
            ("5 kg", "vijf kilogram"),
            ("500 GB", "vijfhonderd gigabyte"),
            ("6 l/100 km", "zes liter per honderd kilometer"),
        ],
    );
}

#[test]
fn abbreviations() {
    check(
        "nl",
        &[
            ("dhr. Jansen en mevr. Bakker", "de heer Jansen en mevrouw Bakker"),
            ("dr. De Vries", "doctor De Vries"),
            ("o.a. appels", "onder andere appels"),
            ("d.w.z. nooit", "dat wil zeggen nooit"),
            ("appels, peren, enz.", "appels, peren, enzovoort."),
            ("blz. 12", "bladzijde twaalf"),
            ("nr. 5", "nummer vijf"),
            ("art. 5", "artikel vijf"),
            ("Bel ons a.u.b. nu.", "Bel ons alstublieft nu."),
            ("1 t/m 5 mei", "één tot en met vijf mei"),
        ],
    );
}

#[test]
fn acronyms() {
    check(
        "nl",
        &[
            ("de NAVO en de EU", "de NAVO en de E U"),
            ("de btw", "de btw"),
            ("het KNMI", "het K N M I"),
            ("de G20", "de G twintig"),
        ],
    );
}

#[test]
fn symbols() {
    check(
        "nl",
        &[
            ("Jansen & Zonen", "Jansen en Zonen"),
            ("§ 5", "paragraaf vijf"),
            ("2 + 2 = 4", "twee plus twee is vier"),
            ("www.voorbeeld.nl", "voorbeeld punt N L"),
            ("EINDE VAN DE WERELD", "Einde Van De Wereld"),
        ],
    );
}
