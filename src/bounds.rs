//! Ranges of the numbers that people write, in casts, shows and on the command line. What is outside of one has one error,
//! which names the key, the range and the number.

use std::fmt::Display;
use std::str::FromStr;

/// The range of a number, with its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds<T> {
    /// The least number.
    pub least: T,
    /// The greatest number.
    pub most: T,
    /// What is counted, for people; empty for a factor.
    pub unit: &'static str,
}

impl<T: Copy + Display + PartialOrd> Bounds<T> {
    /// The numbers from one to another.
    pub const fn new(least: T, most: T, unit: &'static str) -> Bounds<T> {
        Bounds { least, most, unit }
    }

    /// Whether a number is in the range.
    pub fn holds(&self, number: T) -> bool {
        (self.least..=self.most).contains(&number)
    }

    /// A number of the range, which stands under a key.
    ///
    /// # Errors
    ///
    /// The key, the range and the number, for people.
    pub fn check(&self, key: &str, number: T) -> Result<T, String> {
        if self.holds(number) { Ok(number) } else { Err(format!("`{key}` must be {self}, not {number}")) }
    }

    /// The number that an argument says, which the program names in its message.
    ///
    /// # Errors
    ///
    /// The range, for people.
    pub fn parse(&self, text: &str) -> Result<T, String>
    where
        T: FromStr,
    {
        text.parse()
            .ok()
            .filter(|number| self.holds(*number))
            .ok_or_else(|| format!("it must be a number {self}"))
    }
}

impl<T: Display> Display for Bounds<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Bounds { least, most, unit } = self;
        let blank = if unit.is_empty() { "" } else { " " };
        write!(f, "from {least} to {most}{blank}{unit}")
    }
}

#[test]
fn what_is_outside_is_named_with_its_range() {
    let pitch = Bounds::new(-12.0_f32, 12.0, "semitones");
    assert_eq!((pitch.check("pitch", -12.0), pitch.parse("12")), (Ok(-12.0), Ok(12.0)));
    assert_eq!(pitch.check("pitch", 12.5).unwrap_err(), "`pitch` must be from -12 to 12 semitones, not 12.5");
    for text in ["-13", "nan", "inf", "", "high", "1e99"] {
        assert_eq!(pitch.parse(text).unwrap_err(), "it must be a number from -12 to 12 semitones", "{text}");
    }
    assert_eq!(Bounds::new(8_u32, 320, "").to_string(), "from 8 to 320");
}
