//! Formulas of chemistry sound alike in every language: spelled symbols, numbers, and isotopes by their elements.

use crate::speech::words::say;

#[track_caller]
fn check(language: &str, cases: &[(&str, &str)]) {
    for (show, said) in cases {
        assert_eq!(say(show, language).text, *said, "for `{show}` ({language})");
    }
}

#[test]
fn symbols_are_spelled() {
    check(
        "en",
        &[
            ("Fe³⁺ and Na⁺", "F E three plus and N A plus"),
            ("table salt, NaCl, dissolves", "table salt, N.A.C.L, dissolves"),
            ("CH₃COOH and CH3COOH", "C H three C O O H and C H three C O O H"),
            ("Ca(OH)₂ and Al2(SO4)3", "C A O H two and A.L two S O four three"),
            ("Fe2O3 and Fe3+", "F E two O three and F E three plus"),
            ("CuSO4·5H2O", "C U S O four five H two O"),
            // Words and names that symbols make up.
            ("NaN in HeLa cells", "NaN in HeLa cells"),
            ("UFOs and GaAs", "U F O's and G.A.A.S"),
            ("In No. 2, He said so.", "In number two, He said so."),
            ("It blocks NO synthesis. NO problem.", "It blocks nitric oxide synthesis. NO problem."),
        ],
    );
    check("de", &[("NaCl und Fe³⁺", "N A C L und F E drei plus"), ("SO₄²⁻", "S O vier zwei minus")]);
    check("de", &[("die PCs und IPOs", "die P Cs und I P Os")]);
    check("fr", &[("NaCl et Fe³⁺", "N A C L et F E trois plus"), ("CH₃COOH", "C H trois C O O H")]);
    check("es", &[("H₂SO₄ y Ca²⁺", "H dos S O cuatro y C A dos más")]);
}

#[test]
fn isotopes_have_the_names_of_their_elements() {
    check(
        "en",
        &[
            ("¹⁴C and ²³⁵U", "carbon fourteen and uranium two thirty-five"),
            ("C-14 and uranium-238", "carbon fourteen and uranium two thirty-eight"),
            ("a C-130 and an F-18", "a C one hundred thirty and an F eighteen"),
        ],
    );
    check("de", &[("¹⁴C und U-235", "Kohlenstoff vierzehn und Uran zweihundertfünfunddreißig")]);
    check("fr", &[("le ¹⁴C", "le carbone quatorze")]);
    check("es", &[("el ¹³¹I", "el yodo ciento treinta y uno")]);
    check("it", &[("il ¹⁴C", "il carbonio quattordici")]);
    check("pt", &[("o ¹⁴C", "o carbono catorze")]);
    check("nl", &[("de ¹⁴C", "de koolstof veertien")]);
}
