//! What is said in Portuguese, by example.

use super::check;

#[test]
fn numbers() {
    check(
        "pt",
        &[
            (
                "1.234.567 habitantes",
                "um milhão duzentos e trinta e quatro mil quinhentos e sessenta e sete habitantes",
            ),
            ("em 1998", "em mil novecentos e noventa e oito"),
            ("21 anos", "vinte e um anos"),
            ("21 páginas", "vinte e uma páginas"),
            ("200 páginas", "duzentas páginas"),
            ("2 mil pessoas", "duas mil pessoas"),
            ("2.000 pessoas", "duas mil pessoas"),
            ("1 página", "uma página"),
            ("3,14", "três vírgula catorze"),
            ("1,5 milhão", "um vírgula cinco milhão"),
            ("16 anos", "dezesseis anos"),
            ("½ hora", "meia hora"),
            ("2 ½ horas", "duas horas e meia"),
            ("3/4 dos votos", "três quartos dos votos"),
            ("nota 8/10", "nota oito sobre dez"),
            ("10-15 anos", "dez a quinze anos"),
        ],
    );
}

#[test]
fn ordinals() {
    check(
        "pt",
        &[
            ("o 1º lugar", "o primeiro lugar"),
            ("a 2ª vez", "a segunda vez"),
            ("a 25.ª edição", "a vigésima quinta edição"),
            ("o século XXI", "o século vinte e um"),
            ("o século V", "o século quinto"),
            ("Dom Pedro II", "Dom Pedro segundo"),
            ("Luís XIV", "Luís catorze"),
            ("a II Guerra Mundial", "a segunda Guerra Mundial"),
            ("capítulo IX", "capítulo nove"),
        ],
    );
}

#[test]
fn dates() {
    check(
        "pt",
        &[
            ("3 de maio de 2024", "três de maio de dois mil e vinte e quatro"),
            ("1 de janeiro", "primeiro de janeiro"),
            ("1º de maio", "primeiro de maio"),
            ("03/05/2024", "três de maio de dois mil e vinte e quatro"),
            ("2024-05-03", "três de maio de dois mil e vinte e quatro"),
            ("às 14h30", "às catorze horas e trinta"),
            ("às 9h", "às nove horas"),
            ("às 14:30", "às catorze horas e trinta"),
            ("à 1h", "à uma hora"),
            ("venceu por 2-1", "venceu por dois a um"),
            ("44 a.C.", "quarenta e quatro antes de Cristo."),
        ],
    );
}

#[test]
fn money() {
    check(
        "pt",
        &[
            ("R$ 12,50", "doze reais e cinquenta centavos"),
            ("R$ 3 milhões", "três milhões de reais"),
            ("R$ 5 bi", "cinco bilhões de reais"),
            ("1 €", "um euro"),
            ("US$ 5", "cinco dólares americanos"),
            ("200 £", "duzentas libras"),
            ("2,5 bilhões de reais", "dois vírgula cinco bilhões de reais"),
            ("0,99 €", "noventa e nove centavos"),
        ],
    );
}

#[test]
fn units() {
    check(
        "pt",
        &[
            ("120 km/h", "cento e vinte quilômetros por hora"),
            ("50 m²", "cinquenta metros quadrados"),
            ("20 °C", "vinte graus Celsius"),
            ("10 %", "dez por cento"),
            ("1,5 km", "um vírgula cinco quilômetro"),
            ("200 t", "duzentas toneladas"),
            ("500 GB", "quinhentos gigabytes"),
            ("25 µg/m³", "vinte e cinco microgramas por metro cúbico"),
        ],
    );
}

#[test]
fn abbreviations() {
    check(
        "pt",
        &[
            ("o Sr. Silva e a Sra. Souza", "o senhor Silva e a senhora Souza"),
            ("a Dra. Costa", "a doutora Costa"),
            ("p. ex. o trigo", "por exemplo o trigo"),
            ("n.º 5", "número cinco"),
            ("pág. 12", "página doze"),
            ("pp. 12-15", "páginas doze a quinze"),
            ("art. 5", "artigo cinco"),
            ("maçãs, peras, etc.", "maçãs, peras, etcétera."),
            ("no séc. XIX", "no século dezenove"),
            ("S. Paulo", "São Paulo"),
        ],
    );
}

#[test]
fn acronyms() {
    check(
        "pt",
        &[
            ("a ONU e o PIB", "a ONU e o PIB"),
            ("a UE", "a U E"),
            ("o CPF", "o C P F"),
            ("os EUA", "os Estados Unidos"),
            ("o G20", "o G vinte"),
        ],
    );
}

#[test]
fn symbols() {
    check(
        "pt",
        &[
            ("Silva & Filhos", "Silva e Filhos"),
            ("§ 5", "parágrafo cinco"),
            ("2 + 2 = 4", "dois mais dois igual a quatro"),
            ("www.exemplo.com", "exemplo ponto com"),
            ("O FIM DO MUNDO", "O Fim Do Mundo"),
        ],
    );
}
