//! Numbers in each language, whole.
//!
//! The values were made once with num2words 0.5 (LGPL, no part of the project) and are right where it errs: the plural of
//! `cent` and `million` in Belgium and Switzerland, `un mil` in Spanish, elisions and accents in Italian, the spaces and
//! accents of Dutch.

use super::check;

#[test]
fn numbers_of_fr() {
    #[rustfmt::skip]
    check("fr", &[
        ("0", "zéro"), ("1", "un"), ("7", "sept"), ("11", "onze"), ("16", "seize"), ("19", "dix-neuf"),
        ("21", "vingt et un"), ("28", "vingt-huit"), ("31", "trente et un"), ("53", "cinquante-trois"),
        ("70", "soixante-dix"), ("71", "soixante et onze"), ("77", "soixante-dix-sept"), ("80", "quatre-vingts"),
        ("81", "quatre-vingt-un"), ("88", "quatre-vingt-huit"), ("90", "quatre-vingt-dix"),
        ("91", "quatre-vingt-onze"), ("95", "quatre-vingt-quinze"), ("99", "quatre-vingt-dix-neuf"),
        ("100", "cent"), ("101", "cent un"), ("103", "cent trois"), ("108", "cent huit"),
        ("121", "cent vingt et un"), ("180", "cent quatre-vingts"), ("200", "deux cents"),
        ("211", "deux cent onze"), ("300", "trois cents"), ("481", "quatre cent quatre-vingt-un"),
        ("500", "cinq cents"), ("555", "cinq cent cinquante-cinq"), ("700", "sept cents"),
        ("777", "sept cent soixante-dix-sept"), ("980", "neuf cent quatre-vingts"),
        ("999", "neuf cent quatre-vingt-dix-neuf"), ("1000", "mille"), ("1001", "mille un"),
        ("1021", "mille vingt et un"), ("1100", "mille cent"), ("1234", "mille deux cent trente-quatre"),
        ("2000", "deux mille"), ("3500", "trois mille cinq cents"), ("7016", "sept mille seize"),
        ("10000", "dix mille"), ("16071", "seize mille soixante et onze"), ("21000", "vingt et un mille"),
        ("31021", "trente et un mille vingt et un"), ("80000", "quatre-vingt mille"),
        ("91080", "quatre-vingt-onze mille quatre-vingts"), ("100000", "cent mille"),
        ("121500", "cent vingt et un mille cinq cents"), ("200001", "deux cent mille un"),
        ("380400", "trois cent quatre-vingt mille quatre cents"), ("500500", "cinq cent mille cinq cents"),
        ("701000", "sept cent un mille"),
        ("999999", "neuf cent quatre-vingt-dix-neuf mille neuf cent quatre-vingt-dix-neuf"),
        ("1000000", "un million"), ("2000001", "deux millions un"), ("21000000", "vingt et un millions"),
        ("1000000000", "un milliard"),
    ]);
}

#[test]
fn numbers_of_fr_be() {
    #[rustfmt::skip]
    check("fr-BE", &[
        ("0", "zéro"), ("1", "un"), ("7", "sept"), ("11", "onze"), ("16", "seize"), ("19", "dix-neuf"),
        ("21", "vingt et un"), ("28", "vingt-huit"), ("31", "trente et un"), ("53", "cinquante-trois"),
        ("70", "septante"), ("71", "septante et un"), ("77", "septante-sept"), ("80", "quatre-vingts"),
        ("81", "quatre-vingt-un"), ("88", "quatre-vingt-huit"), ("90", "nonante"), ("91", "nonante et un"),
        ("95", "nonante-cinq"), ("99", "nonante-neuf"), ("100", "cent"), ("101", "cent un"), ("103", "cent trois"),
        ("108", "cent huit"), ("121", "cent vingt et un"), ("180", "cent quatre-vingts"), ("200", "deux cents"),
        ("211", "deux cent onze"), ("300", "trois cents"), ("481", "quatre cent quatre-vingt-un"),
        ("500", "cinq cents"), ("555", "cinq cent cinquante-cinq"), ("700", "sept cents"),
        ("777", "sept cent septante-sept"), ("980", "neuf cent quatre-vingts"), ("999", "neuf cent nonante-neuf"),
        ("1000", "mille"), ("1001", "mille un"), ("1021", "mille vingt et un"), ("1100", "mille cent"),
        ("1234", "mille deux cent trente-quatre"), ("2000", "deux mille"), ("3500", "trois mille cinq cents"),
        ("7016", "sept mille seize"), ("10000", "dix mille"), ("16071", "seize mille septante et un"),
        ("21000", "vingt et un mille"), ("31021", "trente et un mille vingt et un"),
        ("80000", "quatre-vingt mille"), ("91080", "nonante et un mille quatre-vingts"), ("100000", "cent mille"),
        ("121500", "cent vingt et un mille cinq cents"), ("200001", "deux cent mille un"),
        ("380400", "trois cent quatre-vingt mille quatre cents"), ("500500", "cinq cent mille cinq cents"),
        ("701000", "sept cent un mille"), ("999999", "neuf cent nonante-neuf mille neuf cent nonante-neuf"),
        ("1000000", "un million"), ("2000001", "deux millions un"), ("21000000", "vingt et un millions"),
        ("1000000000", "un milliard"),
    ]);
}

#[test]
fn numbers_of_fr_ch() {
    #[rustfmt::skip]
    check("fr-CH", &[
        ("0", "zéro"), ("1", "un"), ("7", "sept"), ("11", "onze"), ("16", "seize"), ("19", "dix-neuf"),
        ("21", "vingt et un"), ("28", "vingt-huit"), ("31", "trente et un"), ("53", "cinquante-trois"),
        ("70", "septante"), ("71", "septante et un"), ("77", "septante-sept"), ("80", "huitante"),
        ("81", "huitante et un"), ("88", "huitante-huit"), ("90", "nonante"), ("91", "nonante et un"),
        ("95", "nonante-cinq"), ("99", "nonante-neuf"), ("100", "cent"), ("101", "cent un"), ("103", "cent trois"),
        ("108", "cent huit"), ("121", "cent vingt et un"), ("180", "cent huitante"), ("200", "deux cents"),
        ("211", "deux cent onze"), ("300", "trois cents"), ("481", "quatre cent huitante et un"),
        ("500", "cinq cents"), ("555", "cinq cent cinquante-cinq"), ("700", "sept cents"),
        ("777", "sept cent septante-sept"), ("980", "neuf cent huitante"), ("999", "neuf cent nonante-neuf"),
        ("1000", "mille"), ("1001", "mille un"), ("1021", "mille vingt et un"), ("1100", "mille cent"),
        ("1234", "mille deux cent trente-quatre"), ("2000", "deux mille"), ("3500", "trois mille cinq cents"),
        ("7016", "sept mille seize"), ("10000", "dix mille"), ("16071", "seize mille septante et un"),
        ("21000", "vingt et un mille"), ("31021", "trente et un mille vingt et un"), ("80000", "huitante mille"),
        ("91080", "nonante et un mille huitante"), ("100000", "cent mille"),
        ("121500", "cent vingt et un mille cinq cents"), ("200001", "deux cent mille un"),
        ("380400", "trois cent huitante mille quatre cents"), ("500500", "cinq cent mille cinq cents"),
        ("701000", "sept cent un mille"), ("999999", "neuf cent nonante-neuf mille neuf cent nonante-neuf"),
        ("1000000", "un million"), ("2000001", "deux millions un"), ("21000000", "vingt et un millions"),
        ("1000000000", "un milliard"),
    ]);
}

#[test]
fn numbers_of_es() {
    #[rustfmt::skip]
    check("es", &[
        ("0", "cero"), ("1", "uno"), ("7", "siete"), ("11", "once"), ("16", "dieciséis"), ("19", "diecinueve"),
        ("21", "veintiuno"), ("28", "veintiocho"), ("31", "treinta y uno"), ("53", "cincuenta y tres"),
        ("70", "setenta"), ("71", "setenta y uno"), ("77", "setenta y siete"), ("80", "ochenta"),
        ("81", "ochenta y uno"), ("88", "ochenta y ocho"), ("90", "noventa"), ("91", "noventa y uno"),
        ("95", "noventa y cinco"), ("99", "noventa y nueve"), ("100", "cien"), ("101", "ciento uno"),
        ("103", "ciento tres"), ("108", "ciento ocho"), ("121", "ciento veintiuno"), ("180", "ciento ochenta"),
        ("200", "doscientos"), ("211", "doscientos once"), ("300", "trescientos"),
        ("481", "cuatrocientos ochenta y uno"), ("500", "quinientos"), ("555", "quinientos cincuenta y cinco"),
        ("700", "setecientos"), ("777", "setecientos setenta y siete"), ("980", "novecientos ochenta"),
        ("999", "novecientos noventa y nueve"), ("1000", "mil"), ("1001", "mil uno"), ("1021", "mil veintiuno"),
        ("1100", "mil cien"), ("1234", "mil doscientos treinta y cuatro"), ("2000", "dos mil"),
        ("3500", "tres mil quinientos"), ("7016", "siete mil dieciséis"), ("10000", "diez mil"),
        ("16071", "dieciséis mil setenta y uno"), ("21000", "veintiún mil"),
        ("31021", "treinta y un mil veintiuno"), ("80000", "ochenta mil"), ("91080", "noventa y un mil ochenta"),
        ("100000", "cien mil"), ("121500", "ciento veintiún mil quinientos"), ("200001", "doscientos mil uno"),
        ("380400", "trescientos ochenta mil cuatrocientos"), ("500500", "quinientos mil quinientos"),
        ("701000", "setecientos un mil"), ("999999", "novecientos noventa y nueve mil novecientos noventa y nueve"),
        ("1000000", "un millón"), ("2000001", "dos millones uno"), ("21000000", "veintiún millones"),
        ("1000000000", "mil millones"),
    ]);
}

#[test]
fn numbers_of_it() {
    #[rustfmt::skip]
    check("it", &[
        ("0", "zero"), ("1", "uno"), ("7", "sette"), ("11", "undici"), ("16", "sedici"), ("19", "diciannove"),
        ("21", "ventuno"), ("28", "ventotto"), ("31", "trentuno"), ("53", "cinquantatré"), ("70", "settanta"),
        ("71", "settantuno"), ("77", "settantasette"), ("80", "ottanta"), ("81", "ottantuno"), ("88", "ottantotto"),
        ("90", "novanta"), ("91", "novantuno"), ("95", "novantacinque"), ("99", "novantanove"), ("100", "cento"),
        ("101", "centouno"), ("103", "centotré"), ("108", "centotto"), ("121", "centoventuno"),
        ("180", "centottanta"), ("200", "duecento"), ("211", "duecentoundici"), ("300", "trecento"),
        ("481", "quattrocentottantuno"), ("500", "cinquecento"), ("555", "cinquecentocinquantacinque"),
        ("700", "settecento"), ("777", "settecentosettantasette"), ("980", "novecentottanta"),
        ("999", "novecentonovantanove"), ("1000", "mille"), ("1001", "milleuno"), ("1021", "milleventuno"),
        ("1100", "millecento"), ("1234", "milleduecentotrentaquattro"), ("2000", "duemila"),
        ("3500", "tremilacinquecento"), ("7016", "settemilasedici"), ("10000", "diecimila"),
        ("16071", "sedicimilasettantuno"), ("21000", "ventunomila"), ("31021", "trentunomilaventuno"),
        ("80000", "ottantamila"), ("91080", "novantunomilaottanta"), ("100000", "centomila"),
        ("121500", "centoventunomilacinquecento"), ("200001", "duecentomilauno"),
        ("380400", "trecentottantamilaquattrocento"), ("500500", "cinquecentomilacinquecento"),
        ("701000", "settecentounomila"), ("999999", "novecentonovantanovemilanovecentonovantanove"),
        ("1000000", "un milione"), ("2000001", "due milioni uno"), ("21000000", "ventuno milioni"),
        ("1000000000", "un miliardo"),
    ]);
}

#[test]
fn numbers_of_pt_br() {
    #[rustfmt::skip]
    check("pt-BR", &[
        ("0", "zero"), ("1", "um"), ("7", "sete"), ("11", "onze"), ("16", "dezesseis"), ("19", "dezenove"),
        ("21", "vinte e um"), ("28", "vinte e oito"), ("31", "trinta e um"), ("53", "cinquenta e três"),
        ("70", "setenta"), ("71", "setenta e um"), ("77", "setenta e sete"), ("80", "oitenta"),
        ("81", "oitenta e um"), ("88", "oitenta e oito"), ("90", "noventa"), ("91", "noventa e um"),
        ("95", "noventa e cinco"), ("99", "noventa e nove"), ("100", "cem"), ("101", "cento e um"),
        ("103", "cento e três"), ("108", "cento e oito"), ("121", "cento e vinte e um"), ("180", "cento e oitenta"),
        ("200", "duzentos"), ("211", "duzentos e onze"), ("300", "trezentos"),
        ("481", "quatrocentos e oitenta e um"), ("500", "quinhentos"), ("555", "quinhentos e cinquenta e cinco"),
        ("700", "setecentos"), ("777", "setecentos e setenta e sete"), ("980", "novecentos e oitenta"),
        ("999", "novecentos e noventa e nove"), ("1000", "mil"), ("1001", "mil e um"), ("1021", "mil e vinte e um"),
        ("1100", "mil e cem"), ("1234", "mil duzentos e trinta e quatro"), ("2000", "dois mil"),
        ("3500", "três mil e quinhentos"), ("7016", "sete mil e dezesseis"), ("10000", "dez mil"),
        ("16071", "dezesseis mil e setenta e um"), ("21000", "vinte e um mil"),
        ("31021", "trinta e um mil e vinte e um"), ("80000", "oitenta mil"),
        ("91080", "noventa e um mil e oitenta"), ("100000", "cem mil"),
        ("121500", "cento e vinte e um mil e quinhentos"), ("200001", "duzentos mil e um"),
        ("380400", "trezentos e oitenta mil e quatrocentos"), ("500500", "quinhentos mil e quinhentos"),
        ("701000", "setecentos e um mil"),
        ("999999", "novecentos e noventa e nove mil novecentos e noventa e nove"), ("1000000", "um milhão"),
        ("2000001", "dois milhões e um"), ("21000000", "vinte e um milhões"), ("1000000000", "um bilhão"),
    ]);
}

#[test]
fn numbers_of_pt_pt() {
    #[rustfmt::skip]
    check("pt-PT", &[
        ("0", "zero"), ("1", "um"), ("7", "sete"), ("11", "onze"), ("16", "dezasseis"), ("19", "dezanove"),
        ("21", "vinte e um"), ("28", "vinte e oito"), ("31", "trinta e um"), ("53", "cinquenta e três"),
        ("70", "setenta"), ("71", "setenta e um"), ("77", "setenta e sete"), ("80", "oitenta"),
        ("81", "oitenta e um"), ("88", "oitenta e oito"), ("90", "noventa"), ("91", "noventa e um"),
        ("95", "noventa e cinco"), ("99", "noventa e nove"), ("100", "cem"), ("101", "cento e um"),
        ("103", "cento e três"), ("108", "cento e oito"), ("121", "cento e vinte e um"), ("180", "cento e oitenta"),
        ("200", "duzentos"), ("211", "duzentos e onze"), ("300", "trezentos"),
        ("481", "quatrocentos e oitenta e um"), ("500", "quinhentos"), ("555", "quinhentos e cinquenta e cinco"),
        ("700", "setecentos"), ("777", "setecentos e setenta e sete"), ("980", "novecentos e oitenta"),
        ("999", "novecentos e noventa e nove"), ("1000", "mil"), ("1001", "mil e um"), ("1021", "mil e vinte e um"),
        ("1100", "mil e cem"), ("1234", "mil duzentos e trinta e quatro"), ("2000", "dois mil"),
        ("3500", "três mil e quinhentos"), ("7016", "sete mil e dezasseis"), ("10000", "dez mil"),
        ("16071", "dezasseis mil e setenta e um"), ("21000", "vinte e um mil"),
        ("31021", "trinta e um mil e vinte e um"), ("80000", "oitenta mil"),
        ("91080", "noventa e um mil e oitenta"), ("100000", "cem mil"),
        ("121500", "cento e vinte e um mil e quinhentos"), ("200001", "duzentos mil e um"),
        ("380400", "trezentos e oitenta mil e quatrocentos"), ("500500", "quinhentos mil e quinhentos"),
        ("701000", "setecentos e um mil"),
        ("999999", "novecentos e noventa e nove mil novecentos e noventa e nove"), ("1000000", "um milhão"),
        ("2000001", "dois milhões e um"), ("21000000", "vinte e um milhões"), ("1000000000", "mil milhões"),
    ]);
}

#[test]
fn numbers_of_nl() {
    #[rustfmt::skip]
    check("nl", &[
        ("0", "nul"), ("1", "één"), ("7", "zeven"), ("11", "elf"), ("16", "zestien"), ("19", "negentien"),
        ("21", "eenentwintig"), ("28", "achtentwintig"), ("31", "eenendertig"), ("53", "drieënvijftig"),
        ("70", "zeventig"), ("71", "eenenzeventig"), ("77", "zevenenzeventig"), ("80", "tachtig"),
        ("81", "eenentachtig"), ("88", "achtentachtig"), ("90", "negentig"), ("91", "eenennegentig"),
        ("95", "vijfennegentig"), ("99", "negenennegentig"), ("100", "honderd"), ("101", "honderdeen"),
        ("103", "honderddrie"), ("108", "honderdacht"), ("121", "honderdeenentwintig"), ("180", "honderdtachtig"),
        ("200", "tweehonderd"), ("211", "tweehonderdelf"), ("300", "driehonderd"),
        ("481", "vierhonderdeenentachtig"), ("500", "vijfhonderd"), ("555", "vijfhonderdvijfenvijftig"),
        ("700", "zevenhonderd"), ("777", "zevenhonderdzevenenzeventig"), ("980", "negenhonderdtachtig"),
        ("999", "negenhonderdnegenennegentig"), ("1000", "duizend"), ("1001", "duizend een"),
        ("1021", "duizend eenentwintig"), ("2000", "tweeduizend"), ("3500", "drieduizend vijfhonderd"),
        ("7016", "zevenduizend zestien"), ("10000", "tienduizend"), ("16071", "zestienduizend eenenzeventig"),
        ("21000", "eenentwintigduizend"), ("31021", "eenendertigduizend eenentwintig"), ("80000", "tachtigduizend"),
        ("91080", "eenennegentigduizend tachtig"), ("100000", "honderdduizend"),
        ("121500", "honderdeenentwintigduizend vijfhonderd"), ("200001", "tweehonderdduizend een"),
        ("380400", "driehonderdtachtigduizend vierhonderd"), ("500500", "vijfhonderdduizend vijfhonderd"),
        ("701000", "zevenhonderdeenduizend"),
        ("999999", "negenhonderdnegenennegentigduizend negenhonderdnegenennegentig"), ("1000000", "één miljoen"),
        ("2000001", "twee miljoen één"), ("21000000", "eenentwintig miljoen"), ("1000000000", "één miljard"),
    ]);
}
