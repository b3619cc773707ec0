//! French.

use super::{NONE, Rules};

#[rustfmt::skip]
pub(super) static FRENCH: Rules = Rules {
    titles: &["M"],
    never: &[
        "adj", "bd", "boul", "cap", "cf", "cie", "col", "dr", "fr", "gén", "ind", "lt", "maj", "me", "mgr",
        "mlle", "mlles", "mm", "mme", "mmes", "mr", "mrs", "p.ex", "pr", "prof", "resp", "s", "sgt", "st",
        "ste", "vs", "éd",
    ],
    numbered: &[
        "al", "art", "arts", "chap", "fig", "figs", "n", "no", "nos", "n°", "nº", "p", "par", "pp", "réf",
        "sect", "t", "tél", "vol",
    ],
    sometimes: &[
        "ap", "apr", "av", "avr", "déc", "env", "ex", "févr", "hab", "inc", "int", "janv", "juil", "ltée",
        "min", "nb", "nov", "oct", "sept", "sq", "tjrs",
    ],
    last: &["etc"],
    starters: &[
        "ainsi", "alors", "après", "au", "aucun", "aucune", "aujourd", "aussi", "autre", "aux", "avant",
        "avec", "beaucoup", "bien", "c", "ce", "cela", "celle", "celui", "cependant", "certains", "ces",
        "cet", "cette", "chaque", "chez", "comme", "comment", "d", "dans", "de", "depuis", "des", "donc",
        "dont", "du", "dès", "elle", "elles", "en", "enfin", "ensuite", "entre", "est", "et", "eux", "il",
        "ils", "j", "je", "jusqu", "l", "la", "le", "les", "leur", "leurs", "lors", "lorsqu", "lorsque",
        "lui", "là", "ma", "mais", "malgré", "mes", "moi", "mon", "même", "n", "ne", "non", "nos", "notre",
        "nous", "on", "or", "ou", "oui", "où", "par", "parce", "parfois", "pendant", "peu", "peut", "plus",
        "plusieurs", "pour", "pourquoi", "pourtant", "puis", "puisque", "qu", "quand", "que", "quel",
        "quelle", "quelques", "qui", "quoi", "s", "sa", "sans", "selon", "ses", "si", "son", "sous", "sur",
        "surtout", "ta", "tandis", "tant", "toujours", "tous", "tout", "toute", "toutefois", "toutes", "trop",
        "très", "tu", "un", "une", "voici", "voilà", "vos", "votre", "vous", "y", "à", "ça", "était", "être",
    ],
    ..NONE
};
