//! What is said for kinds of things that are easily taken for others.

use super::check;

#[test]
fn powers_and_signs_of_several_marks() {
    check(&[
        (
            "10^5 und 10⁻³ und 23,5×10^19",
            "zehn hoch fünf und zehn hoch minus drei und dreiundzwanzig Komma fünf mal zehn hoch neunzehn",
        ),
        ("1,5e-3", "eins Komma fünf mal zehn hoch minus drei"),
        ("x >= 5 && y != 6", "x größer oder gleich fünf und y ungleich sechs"),
        ("Es sind +/- 3.", "Es sind plus minus drei."),
        ("6 * 19 und 23 - 9 = 14", "sechs mal neunzehn und dreiundzwanzig minus neun gleich vierzehn"),
        ("<50 Euro, >3000 Vögel", "weniger als fünfzig Euro, mehr als dreitausend Vögel"),
        ("Na⁺ ist klein.", "N A plus ist klein."),
        ("7/4 Liter und 24/7", "sieben Viertel Liter und vierundzwanzig sieben"),
    ]);
}

#[test]
fn forms_for_women_and_men() {
    check(&[
        ("Leser*innen und Leser:innen", "Leser innen und Leser innen"),
        ("LeserInnen, Student/innen", "Leser innen, Student innen"),
        ("Student/-innen und Leser(innen)", "Student innen und Leser innen"),
        ("ein Leser und/oder eine Leserin in Ulm", "ein Leser und oder eine Leserin in Ulm"),
    ]);
}

#[test]
fn units_and_ordinals_without_their_usual_numbers() {
    check(&[
        ("Der 1000. Besucher kam.", "Der tausendste Besucher kam."),
        ("5 Euro pro m² und je kg", "fünf Euro pro Quadratmeter und je Kilogramm"),
        ("auf der St 2035 nach St. Gallen", "auf der S T zweitausendfünfunddreißig nach Sankt Gallen"),
    ]);
}

#[test]
fn dates_in_figures() {
    check(&[
        ("Die Sitzung (12.12.) fiel aus.", "Die Sitzung (zwölfter Dezember) fiel aus."),
        ("vom 3.5.–5.5.2025", "vom dritten Mai bis fünften Mai zweitausendfünfundzwanzig"),
        ("seit 09/2017", "seit September zweitausendsiebzehn"),
        ("am 24/11/1918", "am vierundzwanzigsten November neunzehnhundertachtzehn"),
        ("vom 3. Mai – 6. Juni", "vom dritten Mai bis sechsten Juni"),
    ]);
}

#[test]
fn times_scores_and_versions() {
    check(&[
        ("um 7:06h", "um sieben Uhr sechs"),
        ("Es endete 2 : 5 n. V. gegen Köln.", "Es endete zwei zu fünf nach Verlängerung gegen Köln."),
        ("mit v4.19.2 neu", "mit v vier Punkt neunzehn Punkt zwei neu"),
        ("Schreib an mailto:me@foo.org bitte.", "Schreib an me ät foo Punkt org bitte."),
    ]);
}

#[test]
fn money_and_units() {
    check(&[
        ("12 €/Monat", "zwölf Euro pro Monat"),
        ("für CHF 34.65", "für vierunddreißig Franken fünfundsechzig"),
        ("Das kostet Fr. 250.– im Jahr.", "Das kostet zweihundertfünfzig Franken im Jahr."),
        ("am Fr., 17. September", "am Freitag, siebzehnter September"),
        ("69 TEUR und 399 kr", "neunundsechzig tausend Euro und dreihundertneunundneunzig Kronen"),
        ("61 mmol/l bei 44 kPa", "einundsechzig Millimol pro Liter bei vierundvierzig Kilopascal"),
        ("abzgl. Rabatt, insbes. hier", "abzüglich Rabatt, insbesondere hier"),
    ]);
}
