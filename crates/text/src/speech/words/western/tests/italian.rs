//! What is said in Italian, by example.

use super::check;

#[test]
fn numbers() {
    check(
        "it",
        &[
            ("1.234.567 abitanti", "un milione duecentotrentaquattromilacinquecentosessantasette abitanti"),
            ("Nel 1998", "Nel millenovecentonovantotto"),
            ("21 anni", "ventuno anni"),
            ("1 pagina", "una pagina"),
            ("1 libro", "un libro"),
            ("3,14", "tre virgola quattordici"),
            ("-5 gradi", "meno cinque gradi"),
            ("103", "centotré"),
            ("180", "centottanta"),
            ("2 ½ ore", "due ore e mezza"),
            ("½ litro", "mezzo litro"),
            ("3/4 dei voti", "tre quarti dei voti"),
            ("voto 8/10", "voto otto su dieci"),
            ("100 mila euro", "centomila euro"),
            ("0,05", "zero virgola zero cinque"),
            ("10-15 anni", "dieci a quindici anni"),
            ("1914-1918", "millenovecentoquattordici a millenovecentodiciotto"),
        ],
    );
}

#[test]
fn ordinals() {
    check(
        "it",
        &[
            ("il 1º posto", "il primo posto"),
            ("la 2ª volta", "la seconda volta"),
            ("il 3° piano", "il terzo piano"),
            ("la 23ª edizione", "la ventitreesima edizione"),
            ("il 100º anniversario", "il centesimo anniversario"),
            ("il XIX secolo", "il diciannovesimo secolo"),
            ("nel XVIII e XIX secolo", "nel diciottesimo e diciannovesimo secolo"),
            ("il secolo XX", "il secolo ventesimo"),
            ("Luigi XIV", "Luigi quattordicesimo"),
            ("papa Giovanni XXIII", "papa Giovanni ventitreesimo"),
            ("Vittorio Emanuele II", "Vittorio Emanuele secondo"),
            ("Elisabetta II", "Elisabetta seconda"),
            ("la II guerra mondiale", "la seconda guerra mondiale"),
            ("capitolo IX", "capitolo nove"),
        ],
    );
}

#[test]
fn dates() {
    check(
        "it",
        &[
            ("1 gennaio 2024", "primo gennaio duemilaventiquattro"),
            ("3 maggio", "tre maggio"),
            ("03/05/2024", "tre maggio duemilaventiquattro"),
            ("2024-05-03", "tre maggio duemilaventiquattro"),
            ("lun. 3 feb. 2025", "lunedì tre febbraio duemilaventicinque"),
            ("gli anni '80", "gli anni ottanta"),
            ("alle 14:30", "alle quattordici e trenta"),
            ("alle ore 9.05", "alle ore nove e cinque"),
            ("ore 14.00", "ore quattordici"),
            ("2:03:59", "due ore tre minuti cinquantanove secondi"),
            ("vince 2-1", "vince due a uno"),
            ("44 a.C.", "quarantaquattro avanti Cristo."),
        ],
    );
}

#[test]
fn money() {
    check(
        "it",
        &[
            ("12,50 €", "dodici euro e cinquanta"),
            ("1 €", "un euro"),
            ("3 mln di euro", "tre milioni di euro"),
            ("€ 5 mln", "cinque milioni di euro"),
            ("2,5 miliardi di dollari", "due virgola cinque miliardi di dollari"),
            ("$ 5", "cinque dollari"),
            ("0,99 €", "novantanove centesimi"),
            ("CHF 2'500", "duemilacinquecento franchi svizzeri"),
            ("10-20 €", "dieci a venti euro"),
        ],
    );
}

#[test]
fn units() {
    check(
        "it",
        &[
            ("120 km/h", "centoventi chilometri all'ora"),
            ("50 m²", "cinquanta metri quadrati"),
            ("80 mq", "ottanta metri quadrati"),
            ("20 °C", "venti gradi Celsius"),
            ("10 %", "dieci per cento"),
            ("6 l/100 km", "sei litri ogni cento chilometri"),
            ("1 kg", "un chilogrammo"),
            ("1 t di grano", "una tonnellata di grano"),
            ("500 GB", "cinquecento gigabyte"),
            ("25 µg/m³", "venticinque microgrammi per metro cubo"),
            ("5 kWh", "cinque chilowattora"),
        ],
    );
}

#[test]
fn abbreviations() {
    check(
        "it",
        &[
            ("il sig. Rossi e la sig.ra Bianchi", "il signor Rossi e la signora Bianchi"),
            ("il dott. Verdi", "il dottor Verdi"),
            ("la prof.ssa Neri", "la professoressa Neri"),
            ("mele, pere, ecc.", "mele, pere, eccetera."),
            ("p. es. il grano", "per esempio il grano"),
            ("n. 5", "numero cinque"),
            ("pag. 12", "pagina dodici"),
            ("pp. 12-15", "pagine dodici a quindici"),
            ("art. 3", "articolo tre"),
            ("cfr. p. 3", "confronta pagina tre"),
            ("ca. 50", "circa cinquanta"),
            ("tel. 06 1234567", "telefono zero sei, uno due tre quattro cinque sei sette"),
            ("l'art. 5", "l'articolo cinque"),
        ],
    );
}

#[test]
fn acronyms() {
    check(
        "it",
        &[
            ("l'ONU e la NATO", "l'ONU e la NATO"),
            ("il PIL e l'IVA", "il PIL e l'IVA"),
            ("l'UE", "l'U E"),
            ("il DNA", "il D N A"),
            ("La Fiat S.p.A. di Torino.", "La Fiat S P A di Torino."),
            ("il G20", "il G venti"),
            ("la CO₂", "la C O due"),
            ("tre euro al kg", "tre euro al chilogrammo"),
        ],
    );
}

#[test]
fn symbols() {
    check(
        "it",
        &[
            ("Rossi & Figli", "Rossi e Figli"),
            ("§ 5", "paragrafo cinque"),
            ("2 + 2 = 4", "due più due uguale a quattro"),
            ("Scriva a luca@esempio.it ora.", "Scriva a luca chiocciola esempio punto I T ora."),
            ("www.esempio.it", "esempio punto I T"),
            ("#energia", "hashtag energia"),
            ("«Sì», disse – piano.", "\"Sì\", disse, piano."),
            ("LA FINE DEL MONDO", "La Fine Del Mondo"),
            ("dell'art. 3", "dell'articolo tre"),
        ],
    );
}
