//! Texts for property tests. The program's tests take this file too.

/// Any text at all: letters of every script, what is none, and much of it.
pub(crate) fn anything() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::prelude::*;
    let odd = "[\u{0}-\u{9f}]|[\u{200b}-\u{206f}]|[\u{fdd0}-\u{fdef}]|[\u{fff0}-\u{ffff}]|[\u{1fff0}-\u{20000}]\
        |[\u{10fff0}-\u{10ffff}]|[\u{300}-\u{36f}]|[\u{e000}-\u{e0ff}]|[\u{e0000}-\u{e01ff}]|[א-ת]|👩‍👩‍👧|[<>&\"']|\\]\\]>|a| ";
    let many =
        proptest::string::string_regex(&format!("({odd}){{0,60}}")).expect("it is a regular expression");
    let short = prop_oneof![any::<String>(), many];
    (short, prop_oneof![9 => Just(1_usize), 1 => 1..500_usize]).prop_map(|(text, times)| text.repeat(times))
}
