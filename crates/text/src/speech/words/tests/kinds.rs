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
