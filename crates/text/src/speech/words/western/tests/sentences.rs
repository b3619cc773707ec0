//! What is said of whole sentences, by example.

use super::check;

#[test]
fn french_sentences_1() {
    check(
        "fr",
        &[
            (
                "Le 3 mars 1871, M. Thiers reçut 12 députés à 9 h 30 précises.",
                "Le trois mars mille huit cent soixante et onze, monsieur Thiers reçut douze députés à neuf heures trente précises.",
            ),
            (
                "Né le 1er avril 1950 à St-Étienne (Loire), mort le 21 mai 2021.",
                "Né le premier avril mille neuf cent cinquante à saint-Étienne (Loire), mort le vingt et un mai deux mille vingt et un.",
            ),
            (
                "Ouvert du lun. au ven. de 9h à 12h30 et de 14h à 18h.",
                "Ouvert du lundi au vendredi de neuf heures à douze heures trente et de quatorze heures à dix-huit heures.",
            ),
            (
                "Cf. chap. III, p. 45-52, et fig. 2.",
                "Confer chapitre trois, page quarante-cinq à cinquante-deux, et figure deux.",
            ),
            (
                "Le score final est de 3-2 (mi-temps : 1-1).",
                "Le score final est de trois à deux (mi-temps: un à un).",
            ),
            ("Nadal l'emporte 6-4, 3-6, 7-5.", "Nadal l'emporte six à quatre, trois à six, sept à cinq."),
            (
                "Il a obtenu 14,5/20 en maths et 8/10 en dictée.",
                "Il a obtenu quatorze virgule cinq sur vingt en maths et huit sur dix en dictée.",
            ),
            (
                "La recette demande 3/4 de tasse de sucre et 1 1/2 tasse de farine.",
                "La recette demande trois quarts de tasse de sucre et une tasse et demie de farine.",
            ),
            (
                "Une pièce de 50 m² à 1 200 €/mois.",
                "Une pièce de cinquante mètres carrés à mille deux cents euros par mois.",
            ),
            (
                "Entre le IVe et le Ier siècle av. J.-C., Rome s'étend.",
                "Entre le quatrième et le premier siècle avant Jésus-Christ, Rome s'étend.",
            ),
            (
                "Il coûte 5 $ US ou 4,60 CHF.",
                "Il coûte cinq dollars américains ou quatre francs suisses soixante.",
            ),
            ("Arrivée au km 42,195.", "Arrivée au kilomètre quarante-deux virgule cent quatre-vingt-quinze."),
            (
                "Le rapport 1/20 000 et l'échelle 1:50 000.",
                "Le rapport un sur vingt mille et l'échelle un à cinquante mille.",
            ),
            (
                "500 g de farine, 25 cl de lait, 3 œufs, 1 c. à s. de sucre.",
                "cinq cents grammes de farine, vingt-cinq centilitres de lait, trois œufs, une cuillère à soupe de sucre.",
            ),
        ],
    );
}

#[test]
fn french_sentences_2() {
    check(
        "fr",
        &[
            (
                "Le Bd St-Michel et la pl. de la République.",
                "Le boulevard saint-Michel et la place de la République.",
            ),
            (
                "La IIe Guerre mondiale et la Seconde Guerre mondiale.",
                "La deuxième Guerre mondiale et la Seconde Guerre mondiale.",
            ),
            (
                "Alexandre le Grand (356-323 av. J.-C.).",
                "Alexandre le Grand (trois cent cinquante-six à trois cent vingt-trois avant Jésus-Christ).",
            ),
            ("3×4 = 12 et 10 - 3 = 7.", "trois fois quatre égale douze et dix moins trois égale sept."),
            ("2 fois par jour, 3x par semaine.", "deux fois par jour, trois fois par semaine."),
            ("Elle vit au 3e ét., appt. 12.", "Elle vit au troisième étage, appartement douze."),
            (
                "Le S.M.I.C. est à 1 398,69 € net.",
                "Le SMIC est à mille trois cent quatre-vingt-dix-huit euros soixante-neuf net.",
            ),
            ("Le P.-D.G. de la R.A.T.P.", "Le P D G de la R A T P."),
            (
                "le 0 800 123 456 (gratuit)",
                "le zéro, huit cents, cent vingt-trois, quatre cent cinquante-six (gratuit)",
            ),
            (
                "Le no 10 de l'OM, à la 90e+3.",
                "Le numéro dix de l'O M, à la quatre-vingt-dixième plus trois.",
            ),
            ("Me Dupond-Moretti a plaidé ; Me voici !", "maître Dupond-Moretti a plaidé; Me voici!"),
            ("Le site a reçu 12k visites.", "Le site a reçu douze mille visites."),
            (
                "Charles X, Pie XII, Jean XXIII, Élisabeth Ire.",
                "Charles dix, Pie douze, Jean vingt-trois, Élisabeth première.",
            ),
            (
                "Au total : 1 234 567,89 €.",
                "Au total: un million deux cent trente-quatre mille cinq cent soixante-sept euros quatre-vingt-neuf.",
            ),
            ("L'an 2000, l'an 1000 et l'an I.", "L'an deux mille, l'an mille et l'an un."),
            (
                "Les PME et les ETI représentent 60 % des emplois, selon l'OCDE.",
                "Les P M E et les E T I représentent soixante pour cent des emplois, selon l'O C D E.",
            ),
            ("Vers 1960, au XXe siècle.", "Vers mille neuf cent soixante, au vingtième siècle."),
            (
                "D'après l'étude (n = 1 024), p < 0,05.",
                "D'après l'étude (n égale mille vingt-quatre), p inférieur à zéro virgule zéro cinq.",
            ),
            (
                "De janv. à mars 2024, IXe-XIe siècles.",
                "De janvier à mars deux mille vingt-quatre, neuvième à onzième siècles.",
            ),
        ],
    );
}

#[test]
fn french_sentences_3() {
    check(
        "fr",
        &[
            (
                "Une piscine de 10 m x 5 m x 1,5 m et le 4 × 400 m.",
                "Une piscine de dix mètres sur cinq mètres sur un virgule cinq mètre et le quatre fois quatre cents mètres.",
            ),
            (
                "Il mesure 1,82 m à 48°51'24\" de latitude.",
                "Il mesure un mètre quatre-vingt-deux à quarante-huit degrés cinquante et une minutes vingt-quatre secondes de latitude.",
            ),
            ("Les PM2,5 et la v1.2.3.", "Les P M deux virgule cinq et la v un point deux point trois."),
            (
                "MM. les députés et M. le maire, la Dre Roy.",
                "messieurs les députés et monsieur le maire, la docteure Roy.",
            ),
            (
                "De l'étranger : +33 (0)1 23 45 67 89.",
                "De l'étranger: plus trente-trois, un, vingt-trois, quarante-cinq, soixante-sept, quatre-vingt-neuf.",
            ),
            ("L'arrêt n° 12-345 du 5 mai.", "L'arrêt numéro douze-trois cent quarante-cinq du cinq mai."),
            (
                "CECI EST UNE ERREUR du programme de la SNCF.",
                "CECI EST UNE ERREUR du programme de la S N C F.",
            ),
            (
                "Selon M. Roy, le livre de Richard M. Stone et le n° d'appel.",
                "Selon monsieur Roy, le livre de Richard M. Stone et le numéro d'appel.",
            ),
            (
                "Un TGV à 1h30 de Paris ; 1h30min ; 45min.",
                "Un T G V à une heure trente de Paris; une heure trente; quarante-cinq minutes.",
            ),
            (
                "10⁶, 10⁻³, 3·10⁸ m/s, 1,5 × 10³",
                "dix puissance six, dix puissance moins trois, trois fois dix puissance huit mètres par seconde, un virgule cinq fois dix au cube",
            ),
            (
                "2 000 000 habitants, 3 000 000 €, 5 000 000 de m³",
                "deux millions d'habitants, trois millions d'euros, cinq millions de mètres cubes",
            ),
            (
                "M.Dupont et Mme Roy, +33612345678",
                "monsieur Dupont et madame Roy, plus trois trois six un deux trois quatre cinq six sept huit",
            ),
            (
                "Ouvert 7j/7, 24 h/24 ; un 4x4 de M. de La Fontaine.",
                "Ouvert sept jours sur sept, vingt-quatre heures sur vingt-quatre; un quatre fois quatre de monsieur de La Fontaine.",
            ),
            ("Né(e) en 1990, inscrit·e·s", "Né en mille neuf cent quatre-vingt-dix, inscrit"),
        ],
    );
}

#[test]
fn spanish_sentences_1() {
    check(
        "es",
        &[
            (
                "El 3 de marzo de 1871, D. Manuel recibió a 12 diputados a las 9:30 h en punto.",
                "El tres de marzo de mil ochocientos setenta y uno, don Manuel recibió a doce diputados a las nueve treinta horas en punto.",
            ),
            (
                "La Ley 39/2015, de 1 de octubre, consta de 133 artículos.",
                "La Ley treinta y nueve dos mil quince, de uno de octubre, consta de ciento treinta y tres artículos.",
            ),
            (
                "Abierto de lun. a vie. de 9:00 a 14:00 y de 16:30 a 20:00.",
                "Abierto de lunes a viernes de nueve a catorce y de dieciséis treinta a veinte.",
            ),
            (
                "C/ Alcalá, 45, 3.º izda., 28014 Madrid.",
                "calle Alcalá, cuarenta y cinco, tercer izquierda, veintiocho mil catorce Madrid.",
            ),
            (
                "En el siglo XVIII, bajo Felipe V, y luego Carlos III.",
                "En el siglo dieciocho, bajo Felipe quinto, y luego Carlos tercero.",
            ),
            (
                "Entre los siglos IV y I a. C., Roma se expande.",
                "Entre los siglos cuarto y primero antes de Cristo, Roma se expande.",
            ),
            (
                "La II República nació en 1931 y la I Guerra Mundial empezó en 1914.",
                "La segunda República nació en mil novecientos treinta y uno y la primera Guerra Mundial empezó en mil novecientos catorce.",
            ),
            (
                "El XXV aniversario, la III edición y el IV Congreso.",
                "El veinticinco aniversario, la tercera edición y el cuarto Congreso.",
            ),
            ("Nadal ganó por 6-4, 3-6 y 7-5.", "Nadal ganó por seis a cuatro, tres a seis y siete a cinco."),
            (
                "Sacó un 8,5/10 en matemáticas y 9/10 en lengua.",
                "Sacó un ocho coma cinco sobre diez en matemáticas y nueve sobre diez en lengua.",
            ),
            (
                "La receta lleva 3/4 de taza de azúcar y 1 1/2 tazas de harina.",
                "La receta lleva tres cuartos de taza de azúcar y una taza y media de harina.",
            ),
            (
                "España ganó 51 medallas, 21 de ellas de oro.",
                "España ganó cincuenta y una medallas, veintiuno de ellas de oro.",
            ),
            (
                "Ese año, 1500 personas fueron evacuadas; 201 casas ardieron.",
                "Ese año, mil quinientas personas fueron evacuadas; doscientas una casas ardieron.",
            ),
        ],
    );
}

#[test]
fn spanish_sentences_2() {
    check(
        "es",
        &[
            (
                "Hay 81 municipios y 31 ciudades en la región.",
                "Hay ochenta y un municipios y treinta y una ciudades en la región.",
            ),
            (
                "Un piso de 50 m² por 1.200 €/mes.",
                "Un piso de cincuenta metros cuadrados por mil doscientos euros por mes.",
            ),
            (
                "La Srta. Díaz, el Prof. Ruiz y Mons. Blázquez estaban presentes.",
                "La señorita Díaz, el profesor Ruiz y monseñor Blázquez estaban presentes.",
            ),
            (
                "Cuesta 5 US$ o 4,60 CHF.",
                "Cuesta cinco dólares estadounidenses o cuatro francos suizos con sesenta céntimos.",
            ),
            (
                "Una multa de 1 M$ y otra de 21 M€.",
                "Una multa de un millón de dólares y otra de veintiún millones de euros.",
            ),
            ("El 1.er ministro y la 1.ª dama.", "El primer ministro y la primera dama."),
            (
                "El 21.er aniversario y la 21.ª vez.",
                "El vigésimo primer aniversario y la vigésima primera vez.",
            ),
            (
                "La escala 1/20.000 y la escala 1:50.000.",
                "La escala uno sobre veinte mil y la escala uno a cincuenta mil.",
            ),
            ("Son las 0:00, son las 12:00, es la 1:00.", "Son las cero horas, son las doce, es la una."),
            (
                "Quedamos a las 8 p. m. o a las 8:15 p.m.",
                "Quedamos a las ocho de la noche o a las ocho quince de la noche.",
            ),
            (
                "El 21 de junio, 21 velas y 21 chicos.",
                "El veintiuno de junio, veintiuna velas y veintiún chicos.",
            ),
            ("1 de cada 5 y 21 de cada 100.", "uno de cada cinco y veintiuno de cada cien."),
            ("Los 31 que quedan; los 31 años.", "Los treinta y uno que quedan; los treinta y un años."),
            (
                "Unas 100.000 personas; unos 100 mil hombres; 200 mil mujeres.",
                "Unas cien mil personas; unos cien mil hombres; doscientas mil mujeres.",
            ),
            ("$1,500.00 MXN", "mil quinientos pesos mexicanos"),
            (
                "Un coche de 150 CV y 1.600 c. c.",
                "Un coche de ciento cincuenta caballos y mil seiscientos centímetros cúbicos.",
            ),
            (
                "Isabel I de Castilla, Juan Carlos I, Alfonso XIII y Felipe VI.",
                "Isabel primera de Castilla, Juan Carlos primero, Alfonso trece y Felipe sexto.",
            ),
        ],
    );
}

#[test]
fn spanish_sentences_3() {
    check(
        "es",
        &[
            (
                "s. XIX, ss. XVI-XVII, s. V a. C.",
                "siglo diecinueve, siglos dieciséis a diecisiete, siglo quinto antes de Cristo.",
            ),
            ("2 m x 3 m y 2 x 3 m.", "dos metros por tres metros y dos por tres metros."),
            (
                "½ kilo, ¼ de hora, 1½ horas, 2 ½.",
                "medio kilo, un cuarto de hora, una hora y media, dos y medio.",
            ),
            ("S.M. el Rey y SS. MM. los Reyes.", "Su Majestad el Rey y Sus Majestades los Reyes."),
            (
                "DNI 12345678Z y NIF B-12345678.",
                "D N I uno dos tres cuatro cinco seis siete ocho Z y NIF B-uno dos tres cuatro cinco seis siete ocho.",
            ),
            (
                "El I Congreso, la V Legislatura, el X aniversario.",
                "El primer Congreso, la quinta Legislatura, el décimo aniversario.",
            ),
            ("La S.A. Iberdrola y Seat, S. A.", "La S A Iberdrola y Seat, S A."),
            (
                "Del 1 al 15 de agosto; del 1/8 al 15/8.",
                "Del uno al quince de agosto; del uno de agosto al quince de agosto.",
            ),
            (
                "De ene. a mar. de 2024, en el 1.er trim. de 2024.",
                "De enero a marzo de dos mil veinticuatro, en el primer trimestre de dos mil veinticuatro.",
            ),
            (
                "Bs. 500; S/ 25; R$ 20; 5 M USD.",
                "quinientos bolívares; veinticinco soles; veinte reales; cinco millones de dólares estadounidenses.",
            ),
            (
                "Mide 1,82 m; p. 12 y ss.; 2.ª ed.",
                "Mide un metro ochenta y dos; página doce y siguientes; segunda edición.",
            ),
            (
                "A las 12 m. y a las 7:45 AM.",
                "A las doce del mediodía y a las siete cuarenta y cinco de la mañana.",
            ),
            (
                "31 semanas, 51 veces, 61 voces, 71 flores.",
                "treinta y una semanas, cincuenta y una veces, sesenta y una voces, setenta y una flores.",
            ),
            (
                "El Boeing 737-800 y el Airbus A-320.",
                "El Boeing setecientos treinta y siete-ochocientos y el Airbus A-trescientos veinte.",
            ),
        ],
    );
}

#[test]
fn spanish_sentences_4() {
    check(
        "es",
        &[
            ("-V muestra la versión; use ^N^P.", "-V muestra la versión; use N P."),
            (
                "3.000.000 m³ y 2.000.000 habitantes",
                "tres millones de metros cúbicos y dos millones de habitantes",
            ),
            (
                "D. José M.ª Pérez; M.ª Ángeles; Fco. López; el 1er. piso",
                "don José María Pérez; María Ángeles; Francisco López; el primer piso",
            ),
            (
                "El barril, a US$82.4; 1 ó 2; S. XIX.",
                "El barril, a ochenta y dos punto cuatro dólares estadounidenses; uno ó dos; Siglo diecinueve.",
            ),
            (
                "D. Luis y S. Pedro; S. Freud, D. Trump y P. Ruiz",
                "don Luis y san Pedro; S. Freud, D. Trump y P. Ruiz",
            ),
            ("La C/ del Sol, un 4x4.", "La calle del Sol, un cuatro por cuatro."),
        ],
    );
}

#[test]
fn italian_sentences() {
    check(
        "it",
        &[
            (
                "Tra il IV e il I secolo a.C. Roma si espande.",
                "Tra il quarto e il primo secolo avanti Cristo Roma si espande.",
            ),
            ("È alto 1,82 m e pesa 78 kg.", "È alto un metro e ottantadue e pesa settantotto chilogrammi."),
            (
                "Aperto dal lun. al ven. dalle 9:00 alle 12:30.",
                "Aperto dal lunedì al venerdì dalle nove alle dodici e trenta.",
            ),
            (
                "L'on. Rossi, l'avv. Verdi, il prof. Neri e mons. Bianchi.",
                "L'onorevole Rossi, l'avvocato Verdi, il professor Neri e monsignor Bianchi.",
            ),
            (
                "Una casa di 50 mq a 1.200 €/mese.",
                "Una casa di cinquanta metri quadrati a milleduecento euro per mese.",
            ),
            ("La CGIL, l'INPS, la RAI e l'ENI.", "La cigielle, l'INPS, la RAI e l'ENI."),
            (
                "Vittorio Emanuele III, Umberto I, Pio IX, Leone X.",
                "Vittorio Emanuele terzo, Umberto primo, Pio nono, Leone decimo.",
            ),
            (
                "alle ore 14, alle 14.05, ore 9:00-13:00",
                "alle ore quattordici, alle quattordici e cinque, ore nove a tredici",
            ),
            ("S. Marco e S. Freud", "San Marco e S. Freud"),
        ],
    );
}

#[test]
fn portuguese_sentences() {
    check(
        "pt",
        &[
            (
                "Em 3 de março de 1871, o Sr. Costa recebeu 12 deputados às 9h30.",
                "Em três de março de mil oitocentos e setenta e um, o senhor Costa recebeu doze deputados às nove horas e trinta.",
            ),
            (
                "Aberto de seg. a sex., das 9h às 18h.",
                "Aberto de segunda-feira a sexta-feira, das nove horas às dezoito horas.",
            ),
            ("Tem 1,82 m e pesa 78 kg.", "Tem um metro e oitenta e dois e pesa setenta e oito quilogramas."),
            (
                "Um apartamento de 50 m² por R$ 1.200/mês.",
                "Um apartamento de cinquenta metros quadrados por mil e duzentos reais por mês.",
            ),
            (
                "1 menina, 1 menino, 2 meninas, 2 meninos, 22 mulheres, 200 casas.",
                "uma menina, um menino, duas meninas, dois meninos, vinte e duas mulheres, duzentas casas.",
            ),
            (
                "Pedro II, Maria I, Luís XIV, Pio IX.",
                "Pedro segundo, Maria primeira, Luís catorze, Pio nono.",
            ),
            ("art. 5º, inciso II; § 3º", "artigo quinto, inciso dois; parágrafo terceiro"),
            (
                "No século XVIII, sob D. João V e D. José I.",
                "No século dezoito, sob dom João quinto e dom José primeiro.",
            ),
            ("S. Paulo e S. Freud", "São Paulo e S. Freud"),
        ],
    );
}

#[test]
fn dutch_sentences() {
    check(
        "nl",
        &[
            (
                "Open ma.-vr. van 9.00 tot 17.30 uur.",
                "Open maandag tot vrijdag van negen uur tot zeventien uur dertig.",
            ),
            (
                "Tel. 020-1234567; 06 12345678.",
                "Telefoon nul twee nul, één twee drie vier vijf zes zeven; nul zes, één twee drie vier vijf zes zeven acht.",
            ),
            (
                "Een huis van 50 m² voor € 1.200/maand.",
                "Een huis van vijftig vierkante meter voor duizend tweehonderd euro per maand.",
            ),
            (
                "Van 15 t/m 18 augustus, 40.000 bezoekers.",
                "Van vijftien tot en met achttien augustus, veertigduizend bezoekers.",
            ),
            ("Hij is 1,82 m lang.", "Hij is één meter tweeëntachtig lang."),
            (
                "Paus Johannes Paulus II en koning Willem III.",
                "Paus Johannes Paulus de tweede en koning Willem de derde.",
            ),
            (
                "de 1ste keer, de 3de, de 20ste, de 100e, de 101e",
                "de eerste keer, de derde, de twintigste, de honderdste, de honderdeerste",
            ),
            (
                "om 14:05; om 0:15; 14u30; 2 uur 30 min.",
                "om veertien uur vijf; om nul uur vijftien; veertien uur dertig; twee uur dertig minuten.",
            ),
        ],
    );
}
