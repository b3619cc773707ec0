//! The units of measure that are written short.

/// How a unit is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    /// One of it.
    pub one: &'static str,
    /// Several.
    pub many: &'static str,
    /// Whether it is a unit only where it touches its number: "5x", but not "5 x".
    pub only_glued: bool,
}

/// Finds a unit by what is written; capitals count.
pub(super) fn find(written: &str) -> Option<Unit> {
    let entry =
        UNITS.iter().find(|(short, _, _)| short.split(' ').any(|form| form == written) || *short == written);
    let spaced = SPACED.iter().find(|(short, _, _)| *short == written);
    entry.or(spaced).map(|(short, one, many)| Unit { one, many, only_glued: GLUED.contains(short) })
}

/// Units that are letters with other uses.
const GLUED: &[&str] = &["x X", "B", "M", "V", "W", "h", "s", "L l"];

#[rustfmt::skip]
const SPACED: &[(&str, &str, &str)] = &[
    ("sq ft", "square foot", "square feet"),
    ("sq in", "square inch", "square inches"),
    ("sq km", "square kilometer", "square kilometers"),
    ("sq m", "square meter", "square meters"),
    ("sq mi", "square mile", "square miles"),
    ("sq yd", "square yard", "square yards"),
    ("cu ft", "cubic foot", "cubic feet"),
    ("cu m", "cubic meter", "cubic meters"),
];

/// Forms that mean the same, with spaces between them; one; several.
#[rustfmt::skip]
const UNITS: &[(&str, &str, &str)] = &[
    ("kg kgs", "kilogram", "kilograms"),
    ("g", "gram", "grams"),
    ("mg", "milligram", "milligrams"),
    ("mcg μg µg", "microgram", "micrograms"),
    ("lb lbs", "pound", "pounds"),
    ("oz", "ounce", "ounces"),
    ("km", "kilometer", "kilometers"),
    ("m", "meter", "meters"),
    ("cm", "centimeter", "centimeters"),
    ("mm", "millimeter", "millimeters"),
    ("μm µm", "micrometer", "micrometers"),
    ("nm", "nanometer", "nanometers"),
    ("ft", "foot", "feet"),
    ("yd yds", "yard", "yards"),
    ("mi", "mile", "miles"),
    ("ha", "hectare", "hectares"),
    ("km2", "square kilometer", "square kilometers"),
    ("m2", "square meter", "square meters"),
    ("cm2", "square centimeter", "square centimeters"),
    ("mm2", "square millimeter", "square millimeters"),
    ("ft2", "square foot", "square feet"),
    ("mi2", "square mile", "square miles"),
    ("km3", "cubic kilometer", "cubic kilometers"),
    ("m3", "cubic meter", "cubic meters"),
    ("cm3", "cubic centimeter", "cubic centimeters"),
    ("ft3", "cubic foot", "cubic feet"),
    ("L l", "liter", "liters"),
    ("ml mL", "milliliter", "milliliters"),
    ("cl", "centiliter", "centiliters"),
    ("dl dL", "deciliter", "deciliters"),
    ("gal", "gallon", "gallons"),
    ("tbsp", "tablespoon", "tablespoons"),
    ("tsp", "teaspoon", "teaspoons"),
    ("mph", "mile per hour", "miles per hour"),
    ("kph kmh", "kilometer per hour", "kilometers per hour"),
    ("mpg", "mile per gallon", "miles per gallon"),
    ("rpm", "revolution per minute", "revolutions per minute"),
    ("bpm", "beat per minute", "beats per minute"),
    ("fps", "frame per second", "frames per second"),
    ("psi", "pound per square inch", "pounds per square inch"),
    ("ppm", "part per million", "parts per million"),
    ("dpi", "dot per inch", "dots per inch"),
    ("h", "hour", "hours"),
    ("hr hrs", "hour", "hours"),
    ("min mins", "minute", "minutes"),
    ("s", "second", "seconds"),
    ("sec secs", "second", "seconds"),
    ("ms", "millisecond", "milliseconds"),
    ("μs µs", "microsecond", "microseconds"),
    ("ns", "nanosecond", "nanoseconds"),
    ("yr yrs", "year", "years"),
    ("Hz", "hertz", "hertz"),
    ("kHz KHz Khz khz", "kilohertz", "kilohertz"),
    ("MHz Mhz mhz", "megahertz", "megahertz"),
    ("GHz Ghz ghz", "gigahertz", "gigahertz"),
    ("THz", "terahertz", "terahertz"),
    ("W", "watt", "watts"),
    ("kW", "kilowatt", "kilowatts"),
    ("MW", "megawatt", "megawatts"),
    ("GW", "gigawatt", "gigawatts"),
    ("TW", "terawatt", "terawatts"),
    ("Wh", "watt hour", "watt hours"),
    ("kWh", "kilowatt hour", "kilowatt hours"),
    ("MWh", "megawatt hour", "megawatt hours"),
    ("GWh", "gigawatt hour", "gigawatt hours"),
    ("TWh", "terawatt hour", "terawatt hours"),
    ("mAh", "milliamp hour", "milliamp hours"),
    ("V", "volt", "volts"),
    ("kV", "kilovolt", "kilovolts"),
    ("mV", "millivolt", "millivolts"),
    ("mA", "milliamp", "milliamps"),
    ("Ω", "ohm", "ohms"),
    ("M", "million", "million"),
    ("B", "billion", "billion"),
    ("J", "joule", "joules"),
    ("kJ", "kilojoule", "kilojoules"),
    ("MJ", "megajoule", "megajoules"),
    ("kcal", "kilocalorie", "kilocalories"),
    ("cal", "calorie", "calories"),
    ("Pa", "pascal", "pascals"),
    ("kPa", "kilopascal", "kilopascals"),
    ("hPa", "hectopascal", "hectopascals"),
    ("MPa", "megapascal", "megapascals"),
    ("dB", "decibel", "decibels"),
    ("hp", "horsepower", "horsepower"),
    ("kB KB", "kilobyte", "kilobytes"),
    ("MB", "megabyte", "megabytes"),
    ("GB", "gigabyte", "gigabytes"),
    ("TB", "terabyte", "terabytes"),
    ("PB", "petabyte", "petabytes"),
    ("kbps Kbps", "kilobit per second", "kilobits per second"),
    ("Mbps mbps", "megabit per second", "megabits per second"),
    ("Gbps gbps", "gigabit per second", "gigabits per second"),
    ("px", "pixel", "pixels"),
    ("MP", "megapixel", "megapixels"),
    ("cc", "cc", "cc"),
    ("bn", "billion", "billion"),
    ("mn mln", "million", "million"),
    ("tn trn", "trillion", "trillion"),
    ("x X", "x", "x"),
];
