//! Numbers with units: "12kg", "60 km/h", "-4°C", "5'10\"".

mod around;
mod units;

use super::text::{Found, Text};
use super::{fraction, number};

/// Recognises a number and a unit that is written short.
pub(super) fn rule(text: &Text<'_>, at: usize) -> Option<Found> {
    if text.joined_left(at) {
        return None;
    }
    let (sign, start) = number::sign(text, at);
    let (first, mut next, mut one) = quantity(text, start)?;
    let mut sides = vec![first];
    while let Some((more, behind)) = dimension(text, next) {
        sides.push(more);
        (next, one) = (behind, false);
    }
    one |= describes(text, at, next);
    let several = 1 < sides.len();
    if several && let Some(pairs) = side(text, start) {
        // "1920×1080": the sides of pictures are said by pairs.
        sides[0] = pairs;
    }
    // "3 × 4 = 12" is a product, no size.
    let said = sides.join(if text.is(text.past_space(next), '=') { " times " } else { " by " });
    if let Some(found) = height(text, &said, next) {
        return Some(found);
    }
    if !several && let Some((name, next)) = magnitude(text, at, next) {
        return Some(Found { next, said: format!("{sign}{said} {name}") });
    }
    if let Some((magnitude, (name, next))) = large(text, next).filter(|_| !several) {
        return Some(Found { next, said: format!("{sign}{said} {magnitude} {name}") });
    }
    match unit(text, next, one).filter(|_| is_amount(text, at, next)) {
        // The speed of a modem.
        Some((name, next)) if name == "basis points" && fast(text, start) => {
            Some(Found { next, said: format!("{said} bits per second") })
        }
        Some((name, next)) => Some(Found { next, said: format!("{sign}{said} {name}") }),
        None => several.then_some(Found { next, said }),
    }
}

/// "250 million kg": a magnitude in words and a unit.
fn large<'a>(text: &Text<'a>, next: usize) -> Option<(&'a str, (String, usize))> {
    let magnitude = text.word_after(next);
    let known = ["hundred", "thousand", "million", "billion", "trillion"].contains(&magnitude);
    let behind = text.past_space(next) + 1;
    if !known || !text.is_space(behind) {
        return None;
    }
    let written = text.word(behind + 1);
    let is_short = 1 < written.len() && written != "in";
    Some((magnitude, unit(text, behind, false).filter(|_| is_short)?))
}

/// "120m tonnes", "40K fans": letters that touch a number and count what is in the plural behind them.
fn magnitude(text: &Text<'_>, at: usize, next: usize) -> Option<(&'static str, usize)> {
    let name = match text.word(next) {
        "m" | "mn" => "million",
        "k" | "K" => "thousand",
        _ => return None,
    };
    // What is run or swum over so many metres.
    let race = ["finals", "heats", "hurdles", "races", "relays", "runs", "sprints", "swims", "times"];
    let plural = number::counts(text, next + 1) && !race.contains(&text.word_after(next + 1));
    // "4K cameras" have so many lines.
    let lines = text.word(next) == "K"
        && text.digits(next - 1).len() == 1
        && text.joined_left(next)
        && next - 1 == at;
    let several = number::read(text, at).is_some_and(|number| number.next == next);
    (plural && several && !lines && !text.is_body(next + 1)).then_some((name, next + 1))
}

/// Whether what stands behind a number may belong to it: "4B" or "3M" may be the name of a flat, a form or a firm.
fn is_amount(text: &Text<'_>, at: usize, next: usize) -> bool {
    const NAMED: &[&str] = &[
        "apartment",
        "apt",
        "block",
        "building",
        "bus",
        "chapter",
        "class",
        "exhibit",
        "exit",
        "figure",
        "flat",
        "form",
        "gate",
        "grade",
        "group",
        "house",
        "level",
        "model",
        "number",
        "room",
        "route",
        "row",
        "schedule",
        "seat",
        "section",
        "stage",
        "suite",
        "table",
        "title",
        "type",
        "unit",
        "zone",
    ];
    if !matches!(text.word(next), "B" | "F" | "M") || below(text, next + 1).is_some() {
        return true;
    }
    let before = text.word_before(at);
    let course = 1 < before.len() && before.bytes().all(|b| b.is_ascii_uppercase());
    let whole = text.digits(next - 1).len() < 4 && !(1 < next && text.is(next - 2, '.'));
    // "221B Baker Street"
    let leads = (next + 2..next + 7).any(|index| super::place::is_street(text.word(index)));
    let street = text.word_after(next + 1).starts_with(char::is_uppercase)
        && text.word(next) == "B"
        && (text.is_first(at) || leads);
    let firm = (at == 0 || !text.is(at - 1, '('))
        && whole
        && text.get(next - 1) == "3"
        && text.word(next) == "M"
        && !number::counts(text, next + 1);
    !course && !street && !firm && !NAMED.contains(&before.to_ascii_lowercase().as_str())
}

/// Whether an amount stands between an article and the thing that it describes: "a 100m sprint".
fn describes(text: &Text<'_>, at: usize, next: usize) -> bool {
    let (start, end) = around::bracketed(text, at, text.past_space(next) + 1);
    let before = text.word_before(start);
    let glued = matches!(before, "the" | "The") && text.joined_left(next);
    let article = glued || matches!(before, "a" | "an" | "A" | "An" | "this" | "each" | "every");
    let noun = text.word_after(end);
    let joint = matches!(
        noun,
        "a" | "per" | "and" | "or" | "to" | "for" | "in" | "of" | "from" | "at" | "on" | "away" | "by"
    );
    article && noun.starts_with(char::is_lowercase) && !joint
}

/// Whether a number is a thousand or more.
fn fast(text: &Text<'_>, at: usize) -> bool {
    number::read(text, at).and_then(|number| number.value()).is_some_and(|value| 999 < value)
}

/// How a unit is called: one of it and several.
pub(super) fn unit_name(written: &str) -> Option<(&'static str, &'static str)> {
    units::find(written).filter(|unit| !unit.is_number).map(|unit| (unit.one, unit.many))
}

/// A number or a fraction in words, the token behind it, and whether what it counts stands in the singular.
fn quantity(text: &Text<'_>, at: usize) -> Option<(String, usize, bool)> {
    if let Some(fraction) = fraction::read(text, at) {
        return Some((fraction.said, fraction.next, fraction.is_part));
    }
    let number = number::read(text, at)?;
    Some((number.said(text.region), number.next, number.is_one()))
}

/// Four digits without a separator, by pairs.
fn side(text: &Text<'_>, at: usize) -> Option<String> {
    let number = number::read(text, at)?;
    let plain = number.whole.len() == 4 && !number.grouped && number.fraction.is_empty();
    plain.then(|| number::pairs(&number.whole))
}

/// The next length in "2 x 4 x 6" or "1920×1080", after its sign.
fn dimension(text: &Text<'_>, at: usize) -> Option<(String, usize)> {
    let sign = text.past_space(at);
    let times = text.is(sign, '×') || text.word(sign) == "x";
    let start = text.past_space(sign + 1);
    // "0x1F" is a number of a machine, "3 x2" nothing in particular.
    let alike = (sign == at) == (start == sign + 1) && text.digits(at.saturating_sub(1)) != "0";
    let (said, next, _) = (times && alike).then(|| quantity(text, start)).flatten()?;
    let said = side(text, start).unwrap_or(said);
    (!text.is_body(next) || text.word(next) == "x" || unit(text, next, false).is_some())
        .then_some((said, next))
}

/// "5'10"" and "6′": feet, perhaps with inches.
fn height(text: &Text<'_>, feet: &str, at: usize) -> Option<Found> {
    if matches!(text.mark(at), Some('\'' | '’' | '′')) && !text.is_body(at + 1) {
        // "6' tall"
        let tall = matches!(
            text.word_after(at + 1),
            "tall" | "high" | "long" | "wide" | "deep" | "across" | "x" | "by"
        ) || text.is(at + 1, '×');
        return tall.then(|| Found {
            next: at + 1,
            said: format!("{feet} {}", if feet == "one" { "foot" } else { "feet" }),
        });
    }
    let inches = text.digits(at + 1);
    let double =
        |at: usize| text.mark(at).is_some_and(|c| "'’′".contains(c)) && text.mark(at) == text.mark(at + 1);
    let marked = matches!(text.mark(at), Some('\'' | '’' | '′'))
        && (matches!(text.mark(at + 2), Some('"' | '”' | '″')) || double(at + 2));
    let value: usize = inches.parse().ok().filter(|value| marked && *value < 12)?;
    Some(Found {
        next: at + 3 + usize::from(double(at + 2)),
        said: format!("{feet} foot {}", number::below_hundred(value)),
    })
}

/// The unit behind a number, in words, and the token behind it.
fn unit(text: &Text<'_>, next: usize, one: bool) -> Option<(String, usize)> {
    let hyphen = text.is(next, '-');
    let start = if hyphen { next + 1 } else { text.past_space(next) };
    let glued = start == next;
    if let Some(found) = degrees_before(text, start) {
        return Some(found);
    }
    if let Some(name) = sign(text, start, one).filter(|_| !hyphen) {
        return Some(name);
    }
    if text.is(next, '/')
        && let Some((unit, end)) = written(text, next + 1)
    {
        let long = 1 < text.word(next + 1).len() && !text.is_body(end);
        return long.then(|| (format!("per {}", unit.one), end));
    }
    if let Some(found) = heat(text, start).filter(|_| glued) {
        return Some(found);
    }
    if let Some(found) = around::letter(text, start, one).filter(|(name, _)| glued || name != "times") {
        return Some(found);
    }
    let (unit, mut end) = written(text, start)?;
    let power = matches!(text.word(start), "V" | "W")
        && !text.is(end, '.')
        && text.digits(text.past_space(end)).is_empty()
        && !text.word_after(end).starts_with(char::is_uppercase);
    let compound = power || text.is(end, '/') && written(text, end + 1).is_some() || text.word(start) == "in";
    if !glued && !hyphen && unit.only_glued && !compound
        || text.is_body(end)
        || hyphen && unit.one == unit.many
    {
        return None;
    }
    // "3-in-1" is no length.
    let joined = hyphen && text.is(end, '-');
    if text.word(start) == "in" && (joined || !is_inch(text, start, end)) || unit.one == "point" && hyphen {
        return None;
    }
    let mut name = if one || hyphen { unit.one.clone() } else { unit.many.clone() };
    if text.is(end, '-')
        && let Some((with, behind)) = written(text, end + 1).filter(|(_, next)| !text.is_body(*next))
    {
        // "300 lb-ft": the first of two units stays single.
        return Some((format!("{}-{}", unit.one, if one { &with.one } else { &with.many }), behind));
    }
    if let Some((rate, behind)) = each(text, end) {
        name = format!("{name} per {rate}");
        end = behind;
    }
    while let Some((below, behind)) = below(text, end) {
        name = format!("{name} per {below}");
        end = behind;
    }
    let inner = text.mark(end + 1).is_some_and(|c| ",;:)".contains(c));
    let dot = text.is(end, '.')
        && (inner || !text.is_last(end + 1) && !text.word_after(end + 1).starts_with(char::is_uppercase));
    Some((name, end + usize::from(dot)))
}

/// The unit behind a number whose words are said, and the token behind it: "10⁻⁶ m".
pub(super) fn unit_behind(text: &Text<'_>, next: usize) -> Option<(String, usize)> {
    unit(text, next, false).filter(|_| text.is_space(next))
}

/// "/100 km": how much of another unit it is for.
fn each(text: &Text<'_>, at: usize) -> Option<(String, usize)> {
    let number = text.is(at, '/').then(|| number::read(text, at + 1)).flatten()?;
    let (unit, next) = written(text, text.past_space(number.next))?;
    Some((format!("{} {}", number.said(text.region), unit.many), next))
}

/// "80F outside": degrees without their sign behind a number that touches them.
fn heat(text: &Text<'_>, at: usize) -> Option<(String, usize)> {
    let is_heat =
        text.word(at) == "F" && (2..4).contains(&text.digits(at - 1).len()) && !text.is_body(at + 1);
    is_heat.then(|| ("degrees Fahrenheit".to_owned(), at + 1))
}

/// The unit behind a stroke: "/kg", "/day".
fn below(text: &Text<'_>, at: usize) -> Option<(String, usize)> {
    if !text.is(at, '/') {
        return None;
    }
    let whole = units::find_below(text.word(at + 1)).map(|unit| (unit.one.to_owned(), at + 2));
    let (name, next) = written(text, at + 1).map(|(unit, next)| (unit.one, next)).or(whole)?;
    (!text.is_body(next)).then_some((name, next))
}

/// "45° angle": degrees that say what kind of thing follows.
fn degrees_before(text: &Text<'_>, at: usize) -> Option<(String, usize)> {
    let follows = matches!(
        text.word_after(at + 1),
        "angle" | "arc" | "turn" | "rotation" | "view" | "heat" | "incline"
    );
    (text.is(at, '°') && follows).then(|| ("degree".to_owned(), at + 1))
}

/// Whether "in" is the unit: it touches its number with nothing but a mark behind, or has a stop within a sentence.
fn is_inch(text: &Text<'_>, at: usize, end: usize) -> bool {
    let glued = !text.is_space(at - 1);
    let dot = text.is(end, '.')
        && !text.is_last(end + 1)
        && !text.word_after(end + 1).starts_with(char::is_uppercase);
    glued || dot
}

/// A unit as it is called here, with its power.
struct Named {
    one: String,
    many: String,
    only_glued: bool,
}

impl From<units::Unit> for Named {
    fn from(unit: units::Unit) -> Named {
        Named { one: unit.one.to_owned(), many: unit.many.to_owned(), only_glued: unit.only_glued }
    }
}

/// A written unit at a token: how it is called, and the token behind it with its power.
fn written(text: &Text<'_>, at: usize) -> Option<(Named, usize)> {
    if let Some((unit, next)) = entry(text, at) {
        return Some((unit.into(), next));
    }
    // "m/s²", "s^2": a power of a unit that has no name for it.
    let unit = units::find(text.word(at))?;
    let caret = usize::from(text.is(at + 1, '^'));
    let power = match (text.mark(at + 1), text.digits(at + 1 + caret)) {
        (Some('²'), _) | (Some('^'), "2") => "squared",
        (Some('³'), _) | (Some('^'), "3") => "cubed",
        _ => return None,
    };
    let next = at + 2 + caret;
    if caret == 1
        && let Some(known) = units::find(&format!("{}{}", text.word(at), text.digits(at + 2)))
    {
        return Some((known.into(), next));
    }
    Some((
        Named {
            one: format!("{} {power}", unit.one),
            many: format!("{} {power}", unit.many),
            only_glued: false,
        },
        next,
    ))
}

/// The entry of a unit, and the token behind it with its power.
fn entry(text: &Text<'_>, at: usize) -> Option<(units::Unit, usize)> {
    let mut word = text.word(at).to_owned();
    let mut next = at + 1;
    if word.is_empty() {
        return None;
    }
    let square = matches!(word.as_str(), "sq" | "cu" | "fl");
    if square {
        let dot = usize::from(text.is(next, '.'));
        let unit = text.past_space(next + dot);
        word = format!("{word} {}", text.word(unit));
        next = unit + 1;
    } else if let Some(power) = text.mark(next).filter(|c| "²³".contains(*c)) {
        word.push(if power == '²' { '2' } else { '3' });
        next += 1;
    } else if matches!(text.digits(next), "2" | "3")
        && units::find(&format!("{word}{}", text.digits(next))).is_some()
    {
        word.push_str(text.digits(next));
        next += 1;
    } else if text.is(next, '^') && !text.digits(next + 1).is_empty() {
        return None;
    }
    // "14KG"
    let small = || units::find(&word.to_lowercase()).filter(|_| LARGE.contains(&word.as_str()));
    units::find(&word).or_else(small).map(|unit| (unit, next))
}

/// Units that people also write in capitals, and that mean nothing else then.
const LARGE: [&str; 10] = ["CM", "FT", "KG", "KM", "KPH", "LB", "LBS", "ML", "MPH", "OZ"];

/// Units that are signs: degrees, percent, inches.
fn sign(text: &Text<'_>, at: usize, one: bool) -> Option<(String, usize)> {
    let plural = if one { "" } else { "s" };
    match text.mark(at)? {
        '%' => Some(("percent".to_owned(), at + 1)),
        '‰' => Some(("per mille".to_owned(), at + 1)),
        '℃' => Some((format!("degree{plural} Celsius"), at + 1)),
        '℉' => Some((format!("degree{plural} Fahrenheit"), at + 1)),
        '′' if 2 < at && matches!(text.mark(at - 2), Some('°' | '′')) => {
            let point = match text.word(at + 1) {
                "N" => " north",
                "S" => " south",
                "E" => " east",
                "W" => " west",
                _ => return Some((format!("minute{plural}"), at + 1)),
            };
            Some((format!("minute{plural}{point}"), at + 2))
        }
        '″' | '"' if 3 < at && text.is(at - 2, '′') => Some((format!("second{plural}"), at + 1)),
        '°' | 'º' => {
            let letter = text.past_space(at + 1);
            let scale = match text.word(letter) {
                "C" => " Celsius",
                "F" => " Fahrenheit",
                "K" => " Kelvin",
                "N" => " north",
                "S" => " south",
                "E" => " east",
                "W" => " west",
                _ => return Some((format!("degree{plural}"), at + 1)),
            };
            Some((format!("degree{plural}{scale}"), letter + 1))
        }
        '"' | '”' | '″' if closes_no_quote(text, at) => {
            Some((if one { "inch" } else { "inches" }.to_owned(), at + 1))
        }
        _ => None,
    }
}

/// Whether the mark that touches a number can be no closing quote: none is open.
fn closes_no_quote(text: &Text<'_>, at: usize) -> bool {
    // A straight quote opens where white space or a bracket stands before it, and closes behind letters and marks.
    let quotes = || (0..at).filter(|index| text.mark(*index).is_some_and(|c| "\"“”".contains(c)));
    let begins = |index: usize| {
        text.is(index, '“')
            || text.is(index, '"') && (index == 0 || text.is_gap(index - 1) || text.is(index - 1, '('))
    };
    let ends = |index: usize| {
        text.is(index, '”') || !begins(index) && text.digits(index.saturating_sub(1)).is_empty()
    };
    let open = quotes().filter(|index| begins(*index)).count();
    let closed = quotes().filter(|index| ends(*index)).count();
    open <= closed && !text.is_body(at + 1)
}
