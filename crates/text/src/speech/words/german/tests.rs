//! What is said in German, by example and by property.

mod kinds;

use crate::speech::words;
use proptest::prelude::*;

#[track_caller]
fn check(pairs: &[(&str, &str)]) {
    let wrong: Vec<String> = pairs
        .iter()
        .filter_map(|(show, wanted)| {
            let said = words::say(show, "de").text;
            (said != *wanted).then(|| format!("{show}\n  said   {said}\n  wanted {wanted}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn cardinals() {
    check(&[
        ("0", "null"),
        ("Es waren 1500 Menschen.", "Es waren eintausendfünfhundert Menschen."),
        (
            "1.234.567 Einwohner",
            "eine Million zweihundertvierunddreißigtausendfünfhundertsiebenundsechzig Einwohner",
        ),
        ("12 500 Zuschauer", "zwölftausendfünfhundert Zuschauer"),
        ("12\u{202F}500 Zuschauer", "zwölftausendfünfhundert Zuschauer"),
        ("10'000 Franken", "zehntausend Franken"),
        ("100 Jahre", "hundert Jahre"),
        ("Platz 1", "Platz eins"),
        ("1 Kind", "ein Kind"),
        ("vor 1 Woche", "vor einer Woche"),
        ("seit 1 Jahr", "seit einem Jahr"),
        ("für 1 Monat", "für einen Monat"),
        ("1 Person", "eine Person"),
        ("21 Tage", "einundzwanzig Tage"),
        ("−5 und +3", "minus fünf und plus drei"),
        ("1, 2 und 3", "eins, zwei und drei"),
        ("Raum 007", "Raum null null sieben"),
        ("Notruf 112", "Notruf eins eins zwei"),
    ]);
}

#[test]
fn decimals_and_fractions() {
    check(&[
        ("3,14", "drei Komma eins vier"),
        ("0,5", "null Komma fünf"),
        ("1.234,5", "eintausendzweihundertvierunddreißig Komma fünf"),
        ("1,5 Liter", "eins Komma fünf Liter"),
        ("1/2", "ein halb"),
        ("3/4 der Befragten", "drei Viertel der Befragten"),
        ("2/3", "zwei Drittel"),
        ("1/3", "ein Drittel"),
        ("5/7", "fünf Siebtel"),
        ("2½ Stunden", "zweieinhalb Stunden"),
        ("1 1/2 Tassen", "eineinhalb Tassen"),
        ("3¾", "drei und drei Viertel"),
        ("¼ Liter", "ein Viertel Liter"),
        ("1/20", "ein Zwanzigstel"),
        ("ca. 3/100", "circa drei Hundertstel"),
    ]);
}

#[test]
fn ordinals_follow_their_context() {
    check(&[
        ("am 3. Mai", "am dritten Mai"),
        ("der 2. Weltkrieg", "der zweite Weltkrieg"),
        ("im 19. Jahrhundert", "im neunzehnten Jahrhundert"),
        ("das 20. Jahrhundert", "das zwanzigste Jahrhundert"),
        ("Ende des 18. und 19. Jahrhunderts", "Ende des achtzehnten und neunzehnten Jahrhunderts"),
        ("die 3. Runde", "die dritte Runde"),
        ("in der 2. Bundesliga", "in der zweiten Bundesliga"),
        ("der 1. FC Köln", "der erste F C Köln"),
        ("ein 2. Versuch", "ein zweiter Versuch"),
        ("ein 3. Kind", "ein drittes Kind"),
        ("eine 2. Chance", "eine zweite Chance"),
        ("mein 40. Geburtstag", "mein vierzigster Geburtstag"),
        ("zu seinem 100. Todestag", "zu seinem hundertsten Todestag"),
        ("in 3. Auflage", "in dritter Auflage"),
        ("zum 5. Mal", "zum fünften Mal"),
        ("die 30. Olympischen Spiele", "die dreißigsten Olympischen Spiele"),
        ("Sie wurde in der 7. Minute 2. Siegerin.", "Sie wurde in der siebten Minute zweite Siegerin."),
        ("der 1. und der 2. Platz", "der erste und der zweite Platz"),
        ("die 1. große Liebe", "die erste große Liebe"),
        ("ihr 3. Buch", "ihr drittes Buch"),
        ("2. Weltkrieg", "zweiter Weltkrieg"),
        ("am 2ten Tag", "am zweiten Tag"),
        ("die 101. Sitzung", "die hunderterste Sitzung"),
        ("jeder 5. Deutsche", "jeder fünfte Deutsche"),
        ("die 2. in der Liga", "die zweite in der Liga"),
        ("1. Der Anfang", "eins. Der Anfang"),
    ]);
}

#[test]
fn years_and_decades() {
    check(&[
        ("1998", "neunzehnhundertachtundneunzig"),
        ("im Jahr 2024", "im Jahr zweitausendvierundzwanzig"),
        ("Seit 1871 gilt das.", "Seit achtzehnhunderteinundsiebzig gilt das."),
        ("im Sommer 1914", "im Sommer neunzehnhundertvierzehn"),
        ("Er wurde 1969 Kanzler.", "Er wurde neunzehnhundertneunundsechzig Kanzler."),
        ("1990er", "neunzehnhundertneunziger"),
        ("in den 1990er Jahren", "in den neunzehnhundertneunziger Jahren"),
        ("die 80er-Jahre", "die achtziger-Jahre"),
        ("die 68er", "die achtundsechziger"),
        ("1939–1945", "neunzehnhundertneununddreißig bis neunzehnhundertfünfundvierzig"),
        ("1914-18", "neunzehnhundertvierzehn bis achtzehn"),
        ("1998/99", "neunzehnhundertachtundneunzig neunundneunzig"),
        ("44 v. Chr.", "vierundvierzig vor Christus."),
        ("im Jahr 9 n. Chr. besiegt", "im Jahr neun nach Christus besiegt"),
        ("1066", "eintausendsechsundsechzig"),
        ("um 1500", "um fünfzehnhundert"),
        ("im Mai 1945", "im Mai neunzehnhundertfünfundvierzig"),
    ]);
}

#[test]
fn dates() {
    check(&[
        ("am 3.5.2024", "am dritten Mai zweitausendvierundzwanzig"),
        ("03.05.2024", "dritter Mai zweitausendvierundzwanzig"),
        ("3. Mai 2024", "dritter Mai zweitausendvierundzwanzig"),
        ("2024-05-03", "dritter Mai zweitausendvierundzwanzig"),
        ("vom 1. bis 3. Juni", "vom ersten bis dritten Juni"),
        ("vom 1.–3. Juni", "vom ersten bis dritten Juni"),
        ("Freitag, 3. Mai", "Freitag, dritter Mai"),
        ("am Freitag, 3. Mai", "am Freitag, dritten Mai"),
        ("am Freitag, dem 3. Mai", "am Freitag, dem dritten Mai"),
        ("Freitag, den 3. Mai", "Freitag, den dritten Mai"),
        ("der 9. November 1989", "der neunte November neunzehnhundertneunundachtzig"),
        ("bis 31.12.", "bis einunddreißigsten Dezember."),
        ("am 24.12. gefeiert", "am vierundzwanzigsten Dezember gefeiert"),
        ("1. 5. 2024", "erster Mai zweitausendvierundzwanzig"),
        ("am 03.05.24", "am dritten Mai zweitausendvierundzwanzig"),
        ("am 3. Okt. 1990", "am dritten Oktober neunzehnhundertneunzig"),
        ("Mo.–Fr. geöffnet", "Montag bis Freitag geöffnet"),
        ("Mo-Fr", "Montag bis Freitag"),
        ("Di., 14 Uhr", "Dienstag, vierzehn Uhr"),
        ("seit 1. Januar", "seit ersten Januar"),
        ("Es geschah am 3.", "Es geschah am dritten."),
    ]);
}

#[test]
fn times_lengths_and_scores() {
    check(&[
        ("14:30 Uhr", "vierzehn Uhr dreißig"),
        ("um 14.30 Uhr", "um vierzehn Uhr dreißig"),
        ("um 14.30", "um vierzehn Uhr dreißig"),
        ("14 Uhr", "vierzehn Uhr"),
        ("1 Uhr", "ein Uhr"),
        ("8:05 Uhr", "acht Uhr fünf"),
        ("0:00 Uhr", "null Uhr"),
        ("um 18:15", "um achtzehn Uhr fünfzehn"),
        ("14–16 Uhr", "vierzehn bis sechzehn Uhr"),
        ("14:30–16:00 Uhr", "vierzehn Uhr dreißig bis sechzehn Uhr"),
        ("9 bis 17 Uhr", "neun bis siebzehn Uhr"),
        ("2:03:59 Stunden", "zwei Stunden drei Minuten neunundfünfzig Sekunden"),
        ("3:26 Minuten", "drei Minuten sechsundzwanzig Sekunden"),
        ("12:00:01 Uhr", "zwölf Uhr und eine Sekunde"),
        ("3:1", "drei zu eins"),
        ("Bayern gewann 3:1 (2:0).", "Bayern gewann drei zu eins (zwei zu null)."),
        ("Sieg mit 21:19", "Sieg mit einundzwanzig zu neunzehn"),
        ("im Maßstab 1:25.000", "im Maßstab eins zu fünfundzwanzigtausend"),
    ]);
}

#[test]
fn money() {
    check(&[
        ("3,2 Mrd. Euro", "drei Komma zwei Milliarden Euro"),
        ("5 €", "fünf Euro"),
        ("12,50 €", "zwölf Euro fünfzig"),
        ("$5", "fünf Dollar"),
        ("€ 5", "fünf Euro"),
        ("1 €", "ein Euro"),
        ("für 1 Euro", "für einen Euro"),
        ("0,99 €", "neunundneunzig Cent"),
        ("1,01 €", "ein Euro eins"),
        ("1.250,00 €", "eintausendzweihundertfünfzig Euro"),
        ("5,– €", "fünf Euro"),
        ("1 Mrd. €", "eine Milliarde Euro"),
        ("2 Mio. US-Dollar", "zwei Millionen US-Dollar"),
        ("1 Mio. Menschen", "eine Million Menschen"),
        ("1,5 Mio. Menschen", "eins Komma fünf Millionen Menschen"),
        ("20 CHF", "zwanzig Franken"),
        ("CHF 20", "zwanzig Franken"),
        ("10–20 €", "zehn bis zwanzig Euro"),
        ("50 ct", "fünfzig Cent"),
        ("Das kostet 5 Mio.", "Das kostet fünf Millionen."),
        ("€ 3 Mio. Verlust", "drei Millionen Euro Verlust"),
        ("5-Euro-Schein", "fünf-Euro-Schein"),
        ("1-Euro-Job", "ein-Euro-Job"),
        ("£3,50", "drei Pfund fünfzig"),
    ]);
}

#[test]
fn percentages_units_and_temperatures() {
    check(&[
        ("10–20 Prozent", "zehn bis zwanzig Prozent"),
        ("1 %", "ein Prozent"),
        ("um 1 %", "um ein Prozent"),
        ("mit 1 % Anteil", "mit einem Prozent Anteil"),
        ("3,5%", "drei Komma fünf Prozent"),
        ("5%-Hürde", "fünf Prozent-Hürde"),
        ("50%ige", "fünfzigprozentige"),
        ("1 km", "ein Kilometer"),
        ("12 km/h", "zwölf Kilometer pro Stunde"),
        ("1 t Stahl", "eine Tonne Stahl"),
        ("2 t", "zwei Tonnen"),
        ("120 m²", "einhundertzwanzig Quadratmeter"),
        ("3 x 4 m", "drei mal vier Meter"),
        ("−4 °C", "minus vier Grad Celsius"),
        ("20° C", "zwanzig Grad Celsius"),
        ("30°", "dreißig Grad"),
        ("10 €/m²", "zehn Euro pro Quadratmeter"),
        ("5 kWh", "fünf Kilowattstunden"),
        ("1 h 30 min", "eine Stunde dreißig Minuten"),
        ("50 mg/l", "fünfzig Milligramm pro Liter"),
        ("100-m-Lauf", "hundert Meter-Lauf"),
        ("12kg", "zwölf Kilogramm"),
        ("10 %–20 %", "zehn Prozent bis zwanzig Prozent"),
        ("100 Mbit/s", "hundert Megabit pro Sekunde"),
        ("15 Std. Arbeit", "fünfzehn Stunden Arbeit"),
        ("< 5 %", "kleiner als fünf Prozent"),
        ("1920×1080 px", "eintausendneunhundertzwanzig mal eintausendachtzig Pixel"),
    ]);
}

#[test]
fn phones_versions_and_serials() {
    check(&[
        ("+49 30 123456", "plus vier neun, drei null, eins zwei drei vier fünf sechs"),
        ("030 / 12 34 56", "null drei null, eins zwei, drei vier, fünf sechs"),
        ("(030) 123456", "null drei null, eins zwei drei vier fünf sechs"),
        ("Tel. 0171-2345678", "Telefon null eins sieben eins, zwei drei vier fünf sechs sieben acht"),
        ("Version 2.0.1", "Version zwei Punkt null Punkt eins"),
        ("iOS 17.4", "iOS siebzehn Punkt vier"),
        ("192.168.0.1", "einhundertzweiundneunzig Punkt einhundertachtundsechzig Punkt null Punkt eins"),
        ("A7", "A sieben"),
        ("MP3", "M P drei"),
        ("G20-Gipfel", "G zwanzig-Gipfel"),
        ("COVID-19", "COVID-neunzehn"),
        ("5G", "fünf G"),
        ("CO₂", "C O zwei"),
        ("H2O", "H zwei O"),
        ("5-jährig", "fünfjährig"),
        ("die 14-Jährige", "die vierzehnjährige"),
        ("3-mal", "dreimal"),
        ("20- bis 30-jährige", "zwanzig- bis dreißigjährige"),
        ("1-jährig", "einjährig"),
        ("10fach", "zehnfach"),
        ("ein 3-köpfiges Team", "ein dreiköpfiges Team"),
        ("Ring 12, 10115 Berlin", "Ring zwölf, eins null eins eins fünf Berlin"),
        ("HTTP/2", "H T T P zwei"),
    ]);
}

#[test]
fn roman_numerals() {
    check(&[
        ("Ludwig XIV. regierte", "Ludwig der Vierzehnte regierte"),
        ("Ludwig XIV.", "Ludwig der Vierzehnte."),
        ("der Hof Ludwigs XIV. in Versailles", "der Hof Ludwigs des Vierzehnten in Versailles"),
        ("unter Kaiser Wilhelm II. begann", "unter Kaiser Wilhelm dem Zweiten begann"),
        ("Papst Johannes Paul II. kam", "Papst Johannes Paul der Zweite kam"),
        ("Elisabeth II. war", "Elisabeth die Zweite war"),
        ("von Katharina II. und", "von Katharina der Zweiten und"),
        ("gegen Karl V. von Spanien", "gegen Karl den Fünften von Spanien"),
        ("Kapitel IX", "Kapitel neun"),
        ("Band III.", "Band drei."),
        ("im II. Weltkrieg", "im zweiten Weltkrieg"),
        ("das XX. Jahrhundert", "das zwanzigste Jahrhundert"),
        ("Hartz IV", "Hartz vier"),
        ("Heinrich VIII", "Heinrich der Achte"),
    ]);
}

#[test]
fn abbreviations() {
    check(&[
        ("Obst, z. B. Äpfel", "Obst, zum Beispiel Äpfel"),
        ("z.B. Äpfel", "zum Beispiel Äpfel"),
        ("z.\u{A0}B. so", "zum Beispiel so"),
        ("d. h. nie", "das heißt nie"),
        ("u. a. in Bonn", "unter anderem in Bonn"),
        ("Männer bzw. Frauen", "Männer beziehungsweise Frauen"),
        ("ca. 50", "circa fünfzig"),
        ("Dr. Müller", "Doktor Müller"),
        ("Prof. Dr. Hahn", "Professor Doktor Hahn"),
        ("Nr. 5", "Nummer fünf"),
        ("Hauptstr. 7", "Hauptstraße sieben"),
        ("Äpfel, Birnen usw.", "Äpfel, Birnen und so weiter."),
        ("Art. 5 Abs. 1 GG", "Artikel fünf Absatz eins G G"),
        ("S. 12 ff. lesen", "Seite zwölf und folgende lesen"),
        ("im 19. Jh. gebaut", "im neunzehnten Jahrhundert gebaut"),
        ("Anfang des 19. Jh. gebaut", "Anfang des neunzehnten Jahrhunderts gebaut"),
        ("die sog. Elite", "die sogenannte Elite"),
        ("den sog. Experten", "den sogenannten Experten"),
        ("St. Gallen", "Sankt Gallen"),
        ("vgl. Kap. 3", "vergleiche Kapitel drei"),
        ("Frankfurt a. M. ist", "Frankfurt am Main ist"),
        ("geb. 1950", "geboren neunzehnhundertfünfzig"),
        ("Bd. II", "Band zwei"),
        ("Hr. Meier und Fr. Schulz", "Herr Meier und Frau Schulz"),
        ("Dipl.-Ing. Weber", "Diplom-Ingenieur Weber"),
        ("Dr. med. Weber", "Doktor med Weber"),
        ("i. d. R. abends", "in der Regel abends"),
    ]);
}

#[test]
fn acronyms_addresses_and_signs() {
    check(&[
        ("die CDU und die FDP", "die C D U und die F D P"),
        ("die NATO", "die NATO"),
        ("UNESCO", "UNESCO"),
        ("zwei LKWs", "zwei L K Ws"),
        ("die Muster GmbH", "die Muster G M B H"),
        ("die USA", "die U S A"),
        ("www.example.de", "example Punkt D E"),
        ("https://example.org/hilfe", "example Punkt org Schrägstrich hilfe"),
        ("k.meier@example.com", "k Punkt meier ät example Punkt com"),
        ("#Energiewende", "Hashtag Energiewende"),
        ("§ 5", "Paragraf fünf"),
        ("§§ 5–7", "Paragrafen fünf bis sieben"),
        ("Schmidt & Söhne", "Schmidt und Söhne"),
        ("2 + 2 = 4", "zwei plus zwei gleich vier"),
        ("und/oder", "und oder"),
        ("Leser:innen und Bürger*innen", "Leser innen und Bürger innen"),
        ("„Ja“, sagte er – leise.", "\"Ja\", sagte er, leise."),
        ("»Nein« …", "\"Nein\" ..."),
        ("Hallo 😀!", "Hallo!"),
        ("WIR SIND VIELE", "Wir Sind Viele"),
        ("der Satz.[12] Und", "der Satz. Und"),
        ("IBM-Chef", "I B M-Chef"),
        ("das β-Teilchen", "das Beta-Teilchen"),
    ]);
}

fn whole(show: &str) -> Result<(), TestCaseError> {
    let say = words::say(show, "de");
    let (mut said, mut shown) = (0, 0);
    for link in &say.links {
        prop_assert!(said <= link.said.start && link.said.start <= link.said.end);
        prop_assert!(say.text[said..link.said.start].trim().is_empty(), "said without a link in {say:?}");
        prop_assert!(shown <= link.shown.start && link.shown.start < link.shown.end);
        prop_assert!(show[shown..link.shown.start].trim().is_empty(), "shown without a link in {say:?}");
        (said, shown) = (link.said.end, link.shown.end);
    }
    prop_assert!(say.text[said..].trim().is_empty());
    prop_assert!(show[shown..].trim().is_empty());
    prop_assert!(!say.text.chars().any(|c| c.is_ascii_digit()), "a digit is left in {say:?}");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases * 8))]

    #[test]
    fn nothing_of_a_text_is_unaccounted_for(show in "\\PC{0,40}") {
        whole(&show)?;
    }

    #[test]
    fn nor_of_one_made_of_amounts(parts in prop::collection::vec(PART, 0..12)) {
        whole(&parts.concat())?;
    }
}

/// Pieces of which German dates, amounts, addresses and names are made.
const PART: &str = "[0-9]{1,7}|[ .,:;/'’„“()%$€&+=*°²½–-]|[ ]|\u{200B}|Uhr|am|der|die|des|im|er|te|jährig|ig|kg|km|h|m|t\
|Mio\\.|Mrd\\.|Euro|Mai|Jan\\.|Mo|Fr\\.|bis|und|Jahrhundert|Ludwig|XIV|II|z|B|Dr\\.|Nr\\.|S\\.|Str\\.|str\\.|www\\.|de|CDU\
|GmbH|a|in|x|é|π|v\\. Chr\\.|§|\\[[0-9]\\]|\\.\\.\\.|@|#|:innen";
