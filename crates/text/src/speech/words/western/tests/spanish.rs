//! What is said in Spanish, by example.

use super::check;

#[test]
fn cardinals() {
    check(
        "es",
        &[
            ("0", "cero"),
            ("Había 1500 visitantes.", "Había mil quinientos visitantes."),
            (
                "1.234.567 habitantes",
                "un millón doscientos treinta y cuatro mil quinientos sesenta y siete habitantes",
            ),
            ("12 500 espectadores", "doce mil quinientos espectadores"),
            ("12\u{A0}500 personas", "doce mil quinientas personas"),
            ("21 años", "veintiún años"),
            ("21 páginas", "veintiuna páginas"),
            ("31 minutos", "treinta y un minutos"),
            ("Espera 31 minutos.", "Espera treinta y un minutos."),
            ("200 páginas", "doscientas páginas"),
            ("200 libros", "doscientos libros"),
            ("1 página", "una página"),
            ("1 libro", "un libro"),
            ("la página 1", "la página uno"),
            ("el capítulo 21 del libro", "el capítulo veintiuno del libro"),
            ("21.000 personas", "veintiún mil personas"),
            ("201.000 personas", "doscientas un mil personas"),
            ("500 mujeres", "quinientas mujeres"),
            ("350 grandes empresas", "trescientas cincuenta grandes empresas"),
            ("100 casas y 101 perros", "cien casas y ciento un perros"),
            ("1 de cada 10", "uno de cada diez"),
            ("−5 y +3", "menos cinco y más tres"),
            ("21 millones de euros", "veintiún millones de euros"),
            ("el 31 por la tarde", "el treinta y uno por la tarde"),
            ("código 0420", "código cero cuatro dos cero"),
            ("1000000000", "mil millones"),
            ("2.500 veces", "dos mil quinientas veces"),
            ("1, 2 y 3", "uno, dos y tres"),
        ],
    );
}

#[test]
fn decimals() {
    check(
        "es",
        &[
            ("3,14", "tres coma catorce"),
            ("0,05", "cero coma cero cinco"),
            ("1.234,5", "mil doscientos treinta y cuatro coma cinco"),
            ("1,234.50", "mil doscientos treinta y cuatro punto cincuenta"),
            ("12.5 %", "doce punto cinco por ciento"),
            ("1,5 millones", "uno coma cinco millones"),
            ("-0,5 %", "menos cero coma cinco por ciento"),
        ],
    );
}

#[test]
fn fractions() {
    check(
        "es",
        &[
            ("1/2", "un medio"),
            ("½", "un medio"),
            ("3/4 partes", "tres cuartas partes"),
            ("3/4 de los votos", "tres cuartos de los votos"),
            ("2/3", "dos tercios"),
            ("1/5 de la población", "un quinto de la población"),
            ("2 ½ horas", "dos horas y media"),
            ("2½ kilos", "dos kilos y medio"),
            ("½ hora", "media hora"),
            ("¼ l de agua", "un cuarto de litro de agua"),
            ("una nota de 8/10", "una nota de ocho sobre diez"),
            ("abierto 24/7", "abierto veinticuatro siete"),
        ],
    );
}

#[test]
fn ordinals() {
    check(
        "es",
        &[
            ("1.º", "primero"),
            ("la 1.ª vez", "la primera vez"),
            ("el 1.er piso", "el primer piso"),
            ("el 3er piso", "el tercer piso"),
            ("El 3er piso y la 2.ª puerta.", "El tercer piso y la segunda puerta."),
            ("la 3ª edición", "la tercera edición"),
            ("el 2º día", "el segundo día"),
            ("el 21.º aniversario", "el vigésimo primer aniversario"),
            ("la 25.ª edición", "la vigésima quinta edición"),
            ("el 10mo lugar", "el décimo lugar"),
            ("la 5ta vez", "la quinta vez"),
            ("el 4to", "el cuarto"),
            ("el 1º de mayo", "el primero de mayo"),
            ("el 5° piso", "el quinto piso"),
            ("la 100.ª sesión", "la centésima sesión"),
        ],
    );
}

#[test]
fn dates() {
    check(
        "es",
        &[
            ("3 de mayo de 2024", "tres de mayo de dos mil veinticuatro"),
            ("1 de enero", "uno de enero"),
            ("03/05/2024", "tres de mayo de dos mil veinticuatro"),
            ("2024-05-03", "tres de mayo de dos mil veinticuatro"),
            ("el 12/03", "el doce de marzo"),
            ("12-03-2024", "doce de marzo de dos mil veinticuatro"),
            ("lun. 3 de feb. de 2025", "lunes tres de febrero de dos mil veinticinco"),
            ("el 15 de sept. de 2020", "el quince de septiembre de dos mil veinte"),
            ("lun.-vie.", "lunes a viernes."),
            ("1914-1918", "mil novecientos catorce a mil novecientos dieciocho"),
            ("los años 80", "los años ochenta"),
            ("en 1998", "en mil novecientos noventa y ocho"),
            ("del 3 al 5 de mayo", "del tres al cinco de mayo"),
            ("44 a. C.", "cuarenta y cuatro antes de Cristo."),
            ("en el 14 d. C. murió", "en el catorce después de Cristo murió"),
            ("el año 2000", "el año dos mil"),
        ],
    );
}

#[test]
fn times() {
    check(
        "es",
        &[
            ("14:30", "catorce treinta"),
            ("a las 14:30 h", "a las catorce treinta horas"),
            ("a las 9:05 h", "a las nueve y cinco horas"),
            ("a la 1:15", "a la una quince"),
            ("a las 21:30", "a las veintiuna treinta"),
            ("a las 9:00", "a las nueve"),
            ("a las 20:00 h", "a las veinte horas"),
            ("a las 5 p. m.", "a las cinco de la tarde."),
            ("a las 5:30 p.m. salimos", "a las cinco treinta de la tarde salimos"),
            ("a las 10 a. m. en punto", "a las diez de la mañana en punto"),
            ("las 12 p. m. del lunes", "las doce del mediodía del lunes"),
            ("de 9:00 a 14:00", "de nueve a catorce"),
            ("10:00-12:30 h", "diez a doce treinta horas"),
            ("2:03:59", "dos horas tres minutos cincuenta y nueve segundos"),
            ("3 h 45 min", "tres horas cuarenta y cinco minutos"),
        ],
    );
}

#[test]
fn scores() {
    check(
        "es",
        &[
            ("El Betis ganó 2-1", "El Betis ganó dos a uno"),
            ("un resultado de 3:1", "un resultado de tres a uno"),
            ("a escala 1:25.000", "a escala uno a veinticinco mil"),
        ],
    );
}

#[test]
fn money() {
    check(
        "es",
        &[
            ("12,50 €", "doce euros con cincuenta céntimos"),
            ("1 €", "un euro"),
            ("21 €", "veintiún euros"),
            ("0,99 €", "noventa y nueve céntimos"),
            ("3 M€", "tres millones de euros"),
            ("2,5 millones de euros", "dos coma cinco millones de euros"),
            ("300 k€", "trescientos mil euros"),
            ("$ 5", "cinco dólares"),
            ("5 $", "cinco dólares"),
            ("US$3.50", "tres dólares estadounidenses con cincuenta centavos"),
            ("1.000 USD", "mil dólares estadounidenses"),
            ("21 £", "veintiuna libras"),
            ("200 £", "doscientas libras"),
            ("CHF 2'500", "dos mil quinientos francos suizos"),
            ("10-20 €", "diez a veinte euros"),
            ("3 €/kg", "tres euros por kilogramo"),
            ("$5 millones de dólares", "cinco millones de dólares"),
            ("5 mil euros", "cinco mil euros"),
            ("21 mil euros", "veintiún mil euros"),
            ("500 pesetas", "quinientas pesetas"),
        ],
    );
}

#[test]
fn units() {
    check(
        "es",
        &[
            ("120 km/h", "ciento veinte kilómetros por hora"),
            ("50 m²", "cincuenta metros cuadrados"),
            ("1 km²", "un kilómetro cuadrado"),
            ("15 kWh/100 km", "quince kilovatios hora cada cien kilómetros"),
            ("6 l/100 km", "seis litros cada cien kilómetros"),
            ("20 °C", "veinte grados Celsius"),
            ("-4 ºC", "menos cuatro grados Celsius"),
            ("10 %", "diez por ciento"),
            ("21 %", "veintiuno por ciento"),
            ("10 %-20 %", "diez por ciento a veinte por ciento"),
            ("25 µg/m³", "veinticinco microgramos por metro cúbico"),
            ("500 GB", "quinientos gigabytes"),
            ("1 t de trigo", "una tonelada de trigo"),
            ("200 t", "doscientas toneladas"),
            ("21 ha", "veintiuna hectáreas"),
            ("0,5 mm", "cero coma cinco milímetros"),
            ("10-15 km", "diez a quince kilómetros"),
            ("3 x 4 m", "tres por cuatro metros"),
            ("1920×1080 px", "mil novecientos veinte por mil ochenta píxeles"),
            ("en km/h", "en kilómetros por hora"),
            ("el precio por m²", "el precio por metro cuadrado"),
            ("300 hab./km²", "trescientos habitantes por kilómetro cuadrado"),
            ("10-15 años", "diez a quince años"),
            ("200-300 páginas", "doscientas a trescientas páginas"),
        ],
    );
}

#[test]
fn abbreviations() {
    check(
        "es",
        &[
            ("el Sr. Gómez y la Sra. Ruiz", "el señor Gómez y la señora Ruiz"),
            ("D. Juan y Dña. Ana", "don Juan y doña Ana"),
            ("D.ª Ana", "doña Ana"),
            ("el Dr. Pérez", "el doctor Pérez"),
            ("la Dra. Vega", "la doctora Vega"),
            ("p. ej. el trigo", "por ejemplo el trigo"),
            ("peras, manzanas, etc.", "peras, manzanas, etcétera."),
            ("Vive en EE. UU. desde 1998.", "Vive en Estados Unidos desde mil novecientos noventa y ocho."),
            ("los EE.UU.", "los Estados Unidos."),
            ("los EEUU", "los Estados Unidos"),
            ("núm. 5", "número cinco"),
            ("n.º 5", "número cinco"),
            ("nº 12", "número doce"),
            ("pág. 12", "página doce"),
            ("págs. 12-15", "páginas doce a quince"),
            ("pp. 3-4", "páginas tres a cuatro"),
            ("art. 5", "artículo cinco"),
            ("cap. IX", "capítulo nueve"),
            ("vol. 3", "volumen tres"),
            ("Ud. y Uds.", "usted y ustedes."),
            ("aprox. 50", "aproximadamente cincuenta"),
            ("avda. de América, 3", "avenida de América, tres"),
            ("c/ Mayor, 5", "calle Mayor, cinco"),
            ("s/n", "sin número"),
            ("S. Juan y Sta. Teresa", "san Juan y santa Teresa"),
            ("los RR. HH. de la empresa", "los recursos humanos de la empresa"),
            ("los JJ. OO. de 1992", "los Juegos Olímpicos de mil novecientos noventa y dos"),
        ],
    );
}

#[test]
fn roman() {
    check(
        "es",
        &[
            ("el siglo XXI", "el siglo veintiuno"),
            ("el siglo V", "el siglo quinto"),
            ("los siglos XVI y XVII", "los siglos dieciséis y diecisiete"),
            ("el s. XIX", "el siglo diecinueve"),
            ("Luis XIV", "Luis catorce"),
            ("Felipe II", "Felipe segundo"),
            ("Isabel II", "Isabel segunda"),
            ("Alfonso X el Sabio", "Alfonso décimo el Sabio"),
            ("Juan XXIII", "Juan veintitrés"),
            ("el papa Juan Pablo II", "el papa Juan Pablo segundo"),
            ("la II Guerra Mundial", "la segunda Guerra Mundial"),
            ("el III Reich", "el tercer Reich"),
            ("el XX Congreso", "el vigésimo Congreso"),
            ("la I República", "la primera República"),
            ("capítulo IX", "capítulo nueve"),
            ("tomo I", "tomo uno"),
        ],
    );
}

#[test]
fn acronyms() {
    check(
        "es",
        &[
            ("la ONU y la OTAN", "la ONU y la OTAN"),
            ("el PIB y el IVA", "el PIB y el IVA"),
            ("la UE", "la U E"),
            ("el DNI", "el D N I"),
            ("la O.N.U. y la U.E.", "la ONU y la U E."),
            ("Trabaja en Sol S.A. desde enero.", "Trabaja en Sol S A desde enero."),
            ("las ONG", "las O N G"),
            ("el FMI", "el F M I"),
            ("el PSOE", "el Pesoe"),
            ("el ADN", "el A D N"),
            ("el G20", "el G veinte"),
            ("la 5G", "la cinco G"),
            ("el A380", "el A trescientos ochenta"),
            ("el CO₂", "el C O dos"),
            ("H2O", "H dos O"),
            ("la COVID-19", "la COVID-diecinueve"),
        ],
    );
}

#[test]
fn symbols() {
    check(
        "es",
        &[
            ("Pérez & Hijos", "Pérez e Hijos"),
            ("Ruiz & Hierro", "Ruiz y Hierro"),
            ("las 2/3 partes", "las dos terceras partes"),
            ("los 2/3 del agua", "los dos tercios del agua"),
            ("I+D", "I más D"),
            ("§ 5", "párrafo cinco"),
            ("2 + 2 = 4", "dos más dos igual a cuatro"),
            ("7 - 2 = 5", "siete menos dos igual a cinco"),
            ("3 × 4", "tres por cuatro"),
            ("< 5 %", "menos de cinco por ciento"),
            ("A → B", "A a B"),
            ("los rayos γ", "los rayos gamma"),
            ("2^10 y 5*3", "dos elevado a diez y cinco por tres"),
            ("C# y C++", "C sharp y C más más"),
            ("#energía", "hashtag energía"),
            ("#1", "número uno"),
        ],
    );
}

#[test]
fn web() {
    check(
        "es",
        &[
            ("Vea www.ejemplo.es/ayuda hoy.", "Vea ejemplo punto E S barra ayuda hoy."),
            ("Escriba a juan@ejemplo.es hoy.", "Escriba a juan arroba ejemplo punto E S hoy."),
        ],
    );
}

#[test]
fn phones() {
    check(
        "es",
        &[
            ("+34 600 123 456", "más treinta y cuatro, seis cero cero, uno dos tres, cuatro cinco seis"),
            ("tel. 91 123 45 67", "teléfono noventa y uno, uno dos tres, cuarenta y cinco, sesenta y siete"),
            ("versión 2.0.1", "versión dos punto cero punto uno"),
        ],
    );
}

#[test]
fn marks() {
    check(
        "es",
        &[
            ("—¿Quién? —dijo él—. ¡Yo!", "¿Quién? dijo él. ¡Yo!"),
            ("«Sí», dijo – bajito.", "\"Sí\", dijo, bajito."),
            ("Norte o Sur, o te callas.", "Norte o Sur, o te callas."),
            ("el final.[12] Y", "el final. Y"),
            ("Hola 😀", "Hola"),
            ("EL FIN DEL MUNDO", "El Fin Del Mundo"),
        ],
    );
}
