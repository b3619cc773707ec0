//! What is said in French, by example.

use super::check;

#[test]
fn cardinals() {
    check(
        "fr",
        &[
            ("0", "zéro"),
            ("Il y avait 1500 visiteurs.", "Il y avait mille cinq cents visiteurs."),
            (
                "1 234 567 habitants",
                "un million deux cent trente-quatre mille cinq cent soixante-sept habitants",
            ),
            ("12 500 spectateurs", "douze mille cinq cents spectateurs"),
            ("12\u{A0}500 spectateurs", "douze mille cinq cents spectateurs"),
            ("1.500 euros", "mille cinq cents euros"),
            ("2'500 francs", "deux mille cinq cents francs"),
            ("21 pages", "vingt et une pages"),
            ("21 livres et 31 cahiers", "vingt et une livres et trente et un cahiers"),
            ("81 personnes", "quatre-vingt-une personnes"),
            ("1 page", "une page"),
            ("1 homme et 1 femme", "un homme et une femme"),
            ("la page 1 du livre", "la page un du livre"),
            ("21 000 pages", "vingt et un mille pages"),
            ("80 ans", "quatre-vingts ans"),
            ("80 000 euros", "quatre-vingt mille euros"),
            ("200 jours", "deux cents jours"),
            ("210 jours", "deux cent dix jours"),
            ("71, 91 et 100", "soixante et onze, quatre-vingt-onze et cent"),
            ("−5 et +3", "moins cinq et plus trois"),
            ("le code 0420", "le code zéro quatre deux zéro"),
            ("007", "zéro zéro sept"),
            ("1, 2 et 3", "un, deux et trois"),
            ("1 000 000 d'arbres", "un million d'arbres"),
            ("101 nouvelles espèces", "cent une nouvelles espèces"),
        ],
    );
}

#[test]
fn decimals() {
    check(
        "fr",
        &[
            ("3,14", "trois virgule quatorze"),
            ("0,05", "zéro virgule zéro cinq"),
            ("1 234,5", "mille deux cent trente-quatre virgule cinq"),
            ("2,718281828", "deux virgule sept un huit deux huit un huit deux huit"),
            ("1,5 million", "un virgule cinq million"),
            ("-0,5 %", "moins zéro virgule cinq pour cent"),
            ("d'1,5 point", "d'un virgule cinq point"),
        ],
    );
}

#[test]
fn fractions() {
    check(
        "fr",
        &[
            ("1/2", "un demi"),
            ("½", "un demi"),
            ("3/4 des voix", "trois quarts des voix"),
            ("2/3", "deux tiers"),
            ("1/5 de la population", "un cinquième de la population"),
            ("3/10 des cas", "trois dixièmes des cas"),
            ("2 ½ heures", "deux heures et demie"),
            ("2½ mois", "deux mois et demi"),
            ("3¾", "trois et trois quarts"),
            ("½ heure", "une demi heure"),
            ("¼ L d'eau", "un quart de litre d'eau"),
            ("une note de 15/20", "une note de quinze sur vingt"),
            ("ouvert 24/7", "ouvert vingt-quatre sept"),
        ],
    );
}

#[test]
fn ordinals() {
    check(
        "fr",
        &[
            ("1er", "premier"),
            ("la 1re fois", "la première fois"),
            ("la 1ère page", "la première page"),
            ("le 2e jour", "le deuxième jour"),
            ("la 3ème place", "la troisième place"),
            ("le 21e siècle", "le vingt et unième siècle"),
            ("le 9e et le 5e", "le neuvième et le cinquième"),
            ("la 80e minute", "la quatre-vingtième minute"),
            ("le 100e anniversaire", "le centième anniversaire"),
            ("la 2nde guerre", "la seconde guerre"),
            ("le 4e étage", "le quatrième étage"),
            ("les 1ers jours", "les premiers jours"),
            ("la 101e", "la cent unième"),
            ("le 30e", "le trentième"),
            ("le XIᵉ siècle", "le onzième siècle"),
        ],
    );
}

#[test]
fn dates() {
    check(
        "fr",
        &[
            ("1er janvier 2024", "premier janvier deux mille vingt-quatre"),
            ("le 1 mai", "le premier mai"),
            ("12/03/2024", "douze mars deux mille vingt-quatre"),
            ("01/02/24", "premier février deux mille vingt-quatre"),
            ("2024-07-14", "quatorze juillet deux mille vingt-quatre"),
            ("le 14 juillet 1789", "le quatorze juillet mille sept cent quatre-vingt-neuf"),
            ("du 3 au 5 mai", "du trois au cinq mai"),
            ("3-5 mai", "trois à cinq mai"),
            ("le 12/03", "le douze mars"),
            ("12.03.2024", "douze mars deux mille vingt-quatre"),
            ("lun. 3 févr. 2025", "lundi trois février deux mille vingt-cinq"),
            ("le 12 janv. 2020", "le douze janvier deux mille vingt"),
            ("lun.-ven.", "lundi à vendredi."),
            ("1914-1918", "mille neuf cent quatorze à mille neuf cent dix-huit"),
            ("la guerre de 14-18", "la guerre de quatorze à dix-huit"),
            ("les années 80", "les années quatre-vingts"),
            ("en 1998", "en mille neuf cent quatre-vingt-dix-huit"),
            (
                "du 01/02/2024 au 03/02/2024",
                "du premier février deux mille vingt-quatre au trois février deux mille vingt-quatre",
            ),
            ("52 av. J.-C.", "cinquante-deux avant Jésus-Christ."),
            ("en 14 apr. J.-C., Auguste", "en quatorze après Jésus-Christ, Auguste"),
        ],
    );
}

#[test]
fn times() {
    check(
        "fr",
        &[
            ("14h30", "quatorze heures trente"),
            ("14 h 30", "quatorze heures trente"),
            ("9h", "neuf heures"),
            ("à 1h du matin", "à une heure du matin"),
            ("21h01", "vingt et une heures une"),
            ("8h05", "huit heures cinq"),
            ("de 9h à 17h", "de neuf heures à dix-sept heures"),
            ("14h-16h30", "quatorze heures à seize heures trente"),
            ("le train de 14:30", "le train de quatorze heures trente"),
            ("0h15", "zéro heure quinze"),
            ("2:03:59", "deux heures trois minutes cinquante-neuf secondes"),
            ("3 h 45 min", "trois heures quarante-cinq minutes"),
        ],
    );
}

#[test]
fn scores() {
    check(
        "fr",
        &[
            ("Lyon a gagné 3-1", "Lyon a gagné trois à un"),
            ("un score de 2:1", "un score de deux à un"),
            ("au 1:25 000", "au un à vingt-cinq mille"),
        ],
    );
}

#[test]
fn money() {
    check(
        "fr",
        &[
            ("12,50 €", "douze euros cinquante"),
            ("1 €", "un euro"),
            ("0,99 €", "quatre-vingt-dix-neuf centimes"),
            ("3 M€", "trois millions d'euros"),
            ("2,5 milliards d'euros", "deux virgule cinq milliards d'euros"),
            ("5 Md€", "cinq milliards d'euros"),
            ("300 k€", "trois cent mille euros"),
            ("$ 5", "cinq dollars"),
            ("5 $", "cinq dollars"),
            ("$3,50", "trois dollars cinquante"),
            ("1 000 USD", "mille dollars américains"),
            ("21 £", "vingt et une livres"),
            ("CHF 2'500", "deux mille cinq cents francs suisses"),
            ("10-20 €", "dix à vingt euros"),
            ("3 €/kg", "trois euros par kilogramme"),
            ("1 200,00 €", "mille deux cents euros"),
            ("5 millions €", "cinq millions d'euros"),
            ("12 euros", "douze euros"),
        ],
    );
}

#[test]
fn units() {
    check(
        "fr",
        &[
            ("120 km/h", "cent vingt kilomètres à l'heure"),
            ("50 m²", "cinquante mètres carrés"),
            ("3 km2", "trois kilomètres carrés"),
            ("15 kWh/100 km", "quinze kilowattheures aux cent kilomètres"),
            ("6 L/100 km", "six litres aux cent kilomètres"),
            ("20 °C", "vingt degrés Celsius"),
            ("-4° C", "moins quatre degrés Celsius"),
            ("10 %", "dix pour cent"),
            ("10 %-20 %", "dix pour cent à vingt pour cent"),
            ("25 µg/m³", "vingt-cinq microgrammes par mètre cube"),
            ("500 Go", "cinq cents gigaoctets"),
            ("100 Mo/s", "cent mégaoctets par seconde"),
            ("1 t de blé", "une tonne de blé"),
            ("21 t", "vingt et une tonnes"),
            ("0,5 mm", "zéro virgule cinq millimètre"),
            ("1,8 m", "un virgule huit mètre"),
            ("10-15 km", "dix à quinze kilomètres"),
            ("3 x 4 m", "trois sur quatre mètres"),
            ("1920×1080 px", "mille neuf cent vingt sur mille quatre-vingts pixels"),
            ("en km/h", "en kilomètres à l'heure"),
            ("le prix au m²", "le prix au mètre carré"),
            ("300 hab./km²", "trois cents habitants par kilomètre carré"),
            ("5 kg", "cinq kilogrammes"),
            ("2 ha", "deux hectares"),
            ("10-15 ans", "dix à quinze ans"),
        ],
    );
}

#[test]
fn abbreviations() {
    check(
        "fr",
        &[
            ("M. Dupont", "monsieur Dupont"),
            ("Mme Curie et Mlle Curie", "madame Curie et mademoiselle Curie"),
            ("MM. Durand et Petit", "messieurs Durand et Petit"),
            ("M. et Mme Petit", "monsieur et madame Petit"),
            ("Mgr Lefort", "monseigneur Lefort"),
            ("le Dr Martin", "le docteur Martin"),
            ("Me Dupond-Moretti", "maître Dupond-Moretti"),
            ("St-Denis et Ste Anne", "saint-Denis et sainte Anne"),
            ("c.-à-d. jamais", "c'est-à-dire jamais"),
            ("p. ex. le blé", "par exemple le blé"),
            ("des pommes, etc.", "des pommes, et cetera."),
            ("n° 5", "numéro cinq"),
            ("N° 12", "numéro douze"),
            ("p. 12", "page douze"),
            ("pp. 12-15", "pages douze à quinze"),
            ("art. 5, al. 2", "article cinq, alinéa deux"),
            ("l'art. 5", "l'article cinq"),
            ("vol. 3", "volume trois"),
            ("t. II", "tome deux"),
            ("cf. p. 3", "confer page trois"),
            ("env. 50", "environ cinquante"),
            ("12 bd Voltaire", "douze boulevard Voltaire"),
            ("3, av. Foch", "trois, avenue Foch"),
            (
                "tél. 01 23 45 67 89",
                "téléphone zéro un, vingt-trois, quarante-cinq, soixante-sept, quatre-vingt-neuf",
            ),
        ],
    );
}

#[test]
fn roman() {
    check(
        "fr",
        &[
            ("le XIXe siècle", "le dix-neuvième siècle"),
            ("aux XVIIe et XVIIIe siècles", "aux dix-septième et dix-huitième siècles"),
            ("Louis XIV", "Louis quatorze"),
            ("François Ier", "François premier"),
            ("Élisabeth II", "Élisabeth deux"),
            ("Napoléon III", "Napoléon trois"),
            ("le pape Jean-Paul II", "le pape Jean-Paul deux"),
            ("chapitre IX", "chapitre neuf"),
            ("la Ve République", "la cinquième République"),
            ("la IIIe République", "la troisième République"),
            ("tome I", "tome un"),
            ("Ier siècle", "premier siècle"),
            ("qu'Henri IV", "qu'Henri quatre"),
            ("Ce que Le Monde", "Ce que Le Monde"),
        ],
    );
}

#[test]
fn acronyms() {
    check(
        "fr",
        &[
            ("l'ONU et l'OTAN", "l'ONU et l'OTAN"),
            ("la SNCF et la RATP", "la S N C F et la R A T P"),
            ("le PIB et la TVA", "le P I B et la T V A"),
            ("l'UE", "l'U E"),
            ("L’O.N.U. et l’U.E. votent.", "L'ONU et l'U E votent."),
            ("le CNRS", "le C N R S"),
            ("le RGPD", "le R G P D"),
            ("un CDI", "un C D I"),
            ("l'INSEE", "l'INSEE"),
            ("les PME", "les P M E"),
            ("le G20", "le G vingt"),
            ("la 5G", "la cinq G"),
            ("l'A380", "l'A trois cent quatre-vingts"),
            ("le CO₂", "le C O deux"),
            ("H2O", "H deux O"),
            ("le COVID-19", "le COVID-dix-neuf"),
            ("MP3", "M P trois"),
        ],
    );
}

#[test]
fn symbols() {
    check(
        "fr",
        &[
            ("Dupont & Fils", "Dupont et Fils"),
            ("les étudiant.e.s, les élu-e-s", "les étudiant, les élu"),
            ("la fin.e", "la fin"),
            ("un rendez-vous de la semaine.", "un rendez-vous de la semaine."),
            ("R&D", "R et D"),
            ("§ 5", "paragraphe cinq"),
            ("§§ 5-7", "paragraphes cinq à sept"),
            ("#1", "numéro un"),
            ("2 + 2 = 4", "deux plus deux égale quatre"),
            ("7 - 2 = 5", "sept moins deux égale cinq"),
            ("3 × 4", "trois fois quatre"),
            ("5 ÷ 2", "cinq divisé par deux"),
            ("x ≈ 3", "x environ trois"),
            ("< 5 %", "moins de cinq pour cent"),
            ("± 2", "plus ou moins deux"),
            ("A → B", "A vers B"),
            ("le β-carotène", "le bêta-carotène"),
            ("Ici 2^10 et 5*3 font foi.", "Ici deux puissance dix et cinq fois trois font foi."),
            ("E = mc²", "E égale mc au carré"),
            ("C# et C++", "C sharp et C plus plus"),
            ("#transition", "hashtag transition"),
        ],
    );
}

#[test]
fn web() {
    check(
        "fr",
        &[
            (
                "Voir www.exemple.fr et jean.dupont@exemple.fr ici.",
                "Voir exemple point F R et jean point dupont arobase exemple point F R ici.",
            ),
            ("https://exemple.org/aide", "exemple point org barre oblique aide"),
        ],
    );
}

#[test]
fn phones() {
    check(
        "fr",
        &[
            ("01 23 45 67 89", "zéro un, vingt-trois, quarante-cinq, soixante-sept, quatre-vingt-neuf"),
            ("01.23.45.67.89", "zéro un, vingt-trois, quarante-cinq, soixante-sept, quatre-vingt-neuf"),
            (
                "+33 1 23 45 67 89",
                "plus trente-trois, un, vingt-trois, quarante-cinq, soixante-sept, quatre-vingt-neuf",
            ),
            ("version 2.0.1", "version deux point zéro point un"),
            ("iOS 17.4", "iOS dix-sept point quatre"),
            (
                "ISBN 978-2-07-036002-4",
                "I S B N neuf cent soixante-dix-huit, deux, zéro sept, zéro trois six zéro zéro deux, quatre",
            ),
        ],
    );
}

#[test]
fn marks() {
    check(
        "fr",
        &[
            ("« Oui », dit-il – tout bas.", "\"Oui\", dit-il, tout bas."),
            ("Quoi ? Non !", "Quoi? Non!"),
            ("“D’accord”…", "\"D'accord\"..."),
            ("l’été", "l'été"),
            ("la fin.[12] Et", "la fin. Et"),
            ("Bonjour 😀 !", "Bonjour!"),
            ("LA FIN DU MONDE", "La Fin Du Monde"),
            ("Un drôle de stéréo.", "Un drôle de stéréo."),
        ],
    );
}
