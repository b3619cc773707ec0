//! What is said for kinds of things that are easily taken for others.

use super::check;

#[test]
fn a_number_behind_a_sign_is_an_amount() {
    check(&[
        (
            "about ~450028352 of them",
            "about about four hundred fifty million twenty-eight thousand three hundred fifty-two of them",
        ),
        ("It rose to ≈192023.", "It rose to about one hundred ninety-two thousand twenty-three."),
        ("It rose to >68977.", "It rose to more than sixty-eight thousand nine hundred seventy-seven."),
        ("It fell to -1648.", "It fell to minus one thousand six hundred forty-eight."),
        ("320031+ birds", "three hundred twenty thousand thirty-one plus birds"),
        ("It cost ~¥26.", "It cost about twenty-six yen."),
        // A code stays one.
        ("PMID 12345678", "PMID one two three four five six seven eight"),
    ]);
}

#[test]
fn hyphens_join_numbers_and_words() {
    check(&[
        ("a 0.688-fold rise", "a zero point six eight eight-fold rise"),
        ("a 1788.5-fold rise", "a one thousand seven hundred eighty-eight point five-fold rise"),
        ("the 7-th and the 22-nd", "the seventh and the twenty-second"),
        ("8-1/2 inches", "eight and a half inches"),
        ("a 15-3/4 mile run", "a fifteen and three quarters mile run"),
        ("They won 8-1.", "They won eight to one."),
    ]);
}

#[test]
fn months_of_years_are_no_fractions() {
    check(&[
        ("Since 02/2007 it is shut.", "Since February two thousand seven it is shut."),
        ("(2004-04)", "(April two thousand four)"),
        ("the 1990-95 season", "the nineteen ninety to ninety-five season"),
        ("It began on 20.05.2017.", "It began on the twentieth of May twenty seventeen."),
        ("(1980–present)", "(nineteen eighty to the present)"),
    ]);
}

#[test]
fn money_of_two_ends_and_of_the_continent() {
    check(&[
        ("It lost $3-$13 million.", "It lost three to thirteen million dollars."),
        ("It cost €5,92.", "It cost five euros and ninety-two cents."),
        ("at €0.30/kWh", "at thirty cents per kilowatt hour"),
        ("about 310 €/kWh", "about three hundred ten euros per kilowatt hour"),
    ]);
}

#[test]
fn numbers_for_and_against() {
    check(&[
        ("a 240-2 vote", "a two hundred forty to two vote"),
        ("It passed 218-206.", "It passed two hundred eighteen to two hundred six."),
        ("a ratio of 1 : 3", "a ratio of one to three"),
        ("odds of 1:25,000", "odds of one to twenty-five thousand"),
        ("an 8-0-2 start", "an eight-zero-two start"),
        ("It is ±2, +/- 3", "It is plus or minus two, plus or minus three"),
    ]);
}

#[test]
fn local_numbers_of_telephones() {
    check(&[
        ("Phone: 411-9807", "Phone: four one one, nine eight zero seven"),
        ("Text 216-3469 to us.", "Text two one six, three four six nine to us."),
    ]);
}

#[test]
fn letters_and_words_in_capitals() {
    check(&[
        ("AT&T does R&D.", "A.T and T does R and D."),
        ("E = mc² holds.", "E equals m c squared holds."),
        ("The NCAA team met.", "The N.C.A.A team met."),
        ("He turned it OFF and ran OUT.", "He turned it off and ran out."),
        ("apt. 4 and Bldg. 5", "apartment four and building five"),
    ]);
}

#[test]
fn pages_of_a_preface_have_numerals_in_small_letters() {
    check(&[
        ("see pp. xix–xxii", "see pages nineteen to twenty-two"),
        ("vol. iii, p. iv", "volume three, page four"),
        ("eq. (2) holds", "equation (two) holds"),
    ]);
}

#[test]
fn units_beside_brackets_powers_and_comparisons() {
    check(&[
        ("a 12m (40ft) tunnel", "a twelve meter (forty foot) tunnel"),
        ("It is 12m (40ft) long.", "It is twelve meters (forty feet) long."),
        ("3.7 V at 2 A.", "three point seven volts at two amps."),
        ("Exit 2 A is closed.", "Exit two A is closed."),
        ("10⁻⁶ m wide", "ten to the power of minus six meters wide"),
        ("1.6×10⁻²⁷ kg", "one point six times ten to the power of minus twenty-seven kilograms"),
        ("10x faster, 3x the price, 2x a day", "ten times faster, three times the price, two times a day"),
        ("a 10x return", "a ten x return"),
        ("an 8yo child", "an eight year-old child"),
        ("a 99¢ store", "a ninety-nine cent store"),
        ("from 50p to 312p", "from fifty pence to three hundred twelve pence"),
    ]);
}

#[test]
fn numbers_behind_prefixes_letters_and_strokes() {
    check(&[
        ("In pre-1914 days, mid-2019 or so", "In pre-nineteen fourteen days, mid-twenty nineteen or so"),
        ("221B Baker Street", "two twenty-one B Baker Street"),
        ("He lives at 221B Baker Street.", "He lives at two twenty-one B Baker Street."),
        ("the B-52s and MP3s", "the B fifty-twos and MP three s"),
        ("It got 3 / 5.", "It got three out of five."),
        ("7 / 4 and 10 / 2 = 5", "seven over four and ten divided by two equals five"),
    ]);
}

#[test]
fn forms_of_okay() {
    check(&[("All IDs were OK'd.", "All I D's were okayed."), ("She OKs it, OK?", "She okays it, OK?")]);
    check(&[("UK AND US LEADERS TO MEET", "U K And U S Leaders To Meet")]);
}

#[test]
fn parts_of_versions_races_and_days() {
    check(&[
        ("Use 1.0.0-beta.2 now.", "Use one point zero point zero beta point two now."),
        ("He ran 5:23.4 and 12:05.1.", "He ran five twenty-three point four and twelve o five point one."),
        ("a 4.5:1 ratio", "a four point five to one ratio"),
        ("On 1/2 of the days it rained.", "On one half of the days it rained."),
        ("the wk. of Pg. 5", "the week of page five"),
        ("mRNA and siRNA", "m R N A and s i R N A"),
        ("two 737-800s", "two seven thirty-seven eight hundreds"),
        ("a .csv file", "a dot csv file"),
        ("c. AD 500", "circa A.D five hundred"),
    ]);
}
